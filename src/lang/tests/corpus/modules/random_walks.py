"""Simulations of tutorials: dice, walks, pi, bootstrap, a shuffled deck, passwords."""
import random
import statistics
import string
from collections import Counter

random.seed(2024)
rolls = Counter(random.randint(1, 6) + random.randint(1, 6) for _ in range(2000))
for total in sorted(rolls):
    print(f"{total:>2} {rolls[total]:>4} {'#' * (rolls[total] // 20)}")
inside = sum(random.random() ** 2 + random.random() ** 2 <= 1 for _ in range(5000))
print(4 * inside / 5000)
x = y = 0
for _ in range(500):
    dx, dy = random.choice([(0, 1), (0, -1), (1, 0), (-1, 0)])
    x, y = x + dx, y + dy
print((x, y))
data = [random.gauss(10, 2) for _ in range(50)]
means = [statistics.fmean(random.choices(data, k=len(data))) for _ in range(200)]
means.sort()
print(f"{statistics.fmean(data):.6f} {means[5]:.6f} {means[194]:.6f} {statistics.stdev(data):.6f}")
deck = [f"{rank}{suit}" for suit in "♠♥♦♣" for rank in [*range(2, 11), *"JQKA"]]
random.shuffle(deck)
hands = [sorted(deck[i::4][:5]) for i in range(4)]
print(*hands, sep="\n")
print("".join(random.choices(string.ascii_letters + string.digits, k=16)))
print(random.sample(population=sorted({"red", "green", "blue"}), k=2))
rng = random.Random(99)
maze = [[rng.choice(" #") for _ in range(20)] for _ in range(5)]
print("\n".join(map("".join, maze)))
weights = {"win": 0.2, "draw": 0.3, "loss": 0.5}
print(Counter(rng.choices(list(weights), weights.values(), k=100)).most_common())
