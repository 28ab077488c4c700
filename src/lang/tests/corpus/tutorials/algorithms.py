"""Algorithms of textbooks: sorting, searching, dynamic programming, graphs, backtracking, simulations on a grid."""
import heapq
from collections import deque
from functools import lru_cache
from itertools import combinations, permutations


def bubble(items):
    items = list(items)
    for end in range(len(items) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if items[i] > items[i + 1]:
                items[i], items[i + 1] = items[i + 1], items[i]
                swapped = True
        if not swapped:
            break
    return items


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    while left and right:
        merged.append((left if left[0] <= right[0] else right).pop(0))
    return merged + left + right


def quick_sort(items):
    return items if len(items) < 2 else (lambda pivot, *rest: quick_sort([x for x in rest if x < pivot]) + [pivot] + quick_sort([x for x in rest if x >= pivot]))(*items)


data = [38, 27, 43, 3, 9, 82, 10, -5, 27]
print(bubble(data), merge_sort(data), quick_sort(data) == sorted(data), [heapq.heappop(h) for h in [sorted(data)] for _ in range(3)])


def binary_search(items, wanted):
    low, high = 0, len(items) - 1
    while low <= high:
        middle = (low + high) // 2
        if items[middle] == wanted:
            return middle
        low, high = (middle + 1, high) if items[middle] < wanted else (low, middle - 1)
    return -1


print([binary_search([1, 3, 5, 7, 9], x) for x in (1, 4, 9, 10)])


def sieve(n):
    prime = [False, False] + [True] * (n - 1)
    for i in range(2, int(n ** 0.5) + 1):
        if prime[i]:
            prime[i * i::i] = [False] * len(range(i * i, n + 1, i))
    return [i for i, p in enumerate(prime) if p]


print(sieve(60))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(90), fib.cache_info())


def lcs(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + 1 if x == y else max(table[i][j + 1], table[i + 1][j])
    out, i, j = [], len(a), len(b)
    while i and j:
        if a[i - 1] == b[j - 1]:
            out.append(a[i - 1])
            i, j = i - 1, j - 1
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return "".join(reversed(out))


print(lcs("AGGTABXY", "GXTXAYB"))


def knapsack(items, capacity):
    best = {0: (0, ())}
    for name, weight, value in items:
        for used, (worth, chosen) in sorted(best.items(), reverse=True):
            if used + weight <= capacity and best.get(used + weight, (0,))[0] < worth + value:
                best[used + weight] = worth + value, chosen + (name,)
    return max(best.values())


print(knapsack([("map", 9, 150), ("compass", 13, 35), ("water", 153, 200), ("sandwich", 50, 160), ("glucose", 15, 60)], 100))
GRAPH = {"A": {"B": 4, "C": 2}, "B": {"D": 5}, "C": {"B": 1, "D": 8, "E": 10}, "D": {"E": 2}, "E": {}}


def dijkstra(graph, start):
    distances, queue, previous = {start: 0}, [(0, start)], {}
    while queue:
        distance, node = heapq.heappop(queue)
        if distance > distances[node]:
            continue
        for neighbour, weight in graph[node].items():
            if (new := distance + weight) < distances.get(neighbour, float("inf")):
                distances[neighbour] = new
                previous[neighbour] = node
                heapq.heappush(queue, (new, neighbour))
    return distances, previous


print(*dijkstra(GRAPH, "A"))


def bfs(maze):
    grid = maze.split("\n")
    start = next((r, row.index("S")) for r, row in enumerate(grid) if "S" in row)
    queue, seen = deque([(start, [start])]), {start}
    while queue:
        (r, c), path = queue.popleft()
        if grid[r][c] == "E":
            return path
        for step in ((r - 1, c), (r + 1, c), (r, c - 1), (r, c + 1)):
            if 0 <= step[0] < len(grid) and 0 <= step[1] < len(grid[0]) and step not in seen and grid[step[0]][step[1]] != "#":
                seen.add(step)
                queue.append((step, path + [step]))


MAZE = "S.#.....\n..#.###.\n#...#.#.\n..#...#E"
path = bfs(MAZE)
print(len(path), path[-3:])
print("\n".join("".join("*" if (r, c) in path else ch for c, ch in enumerate(row)) for r, row in enumerate(MAZE.splitlines())))


def queens(n, placed=()):
    if len(placed) == n:
        yield placed
        return
    row = len(placed)
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(placed)):
            yield from queens(n, placed + (column,))


print(next(queens(8)), sum(1 for _ in queens(6)), ["".join(p) for p in permutations("abc")], list(combinations(range(4), 2)))


def hanoi(n, a, b, c):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield f"{a}->{c}"
        yield from hanoi(n - 1, b, a, c)


print(*hanoi(3, "A", "B", "C"))
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
for generation in range(3):
    print("\n".join("".join("#" if (x, y) in cells else "." for x in range(6)) for y in range(5)), "-")
    near = [(x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
    cells = {cell for cell in near if near.count(cell) == 3 or near.count(cell) == 2 and cell in cells}


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def collatz(n):
    while n > 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


print(gcd(1071, 462), list(collatz(6)), max(range(1, 200), key=lambda n: len(list(collatz(n)))), bin(37), f"{255:08b} {255:x} {0o17}")
matrix = [[2, 1, -1], [-3, -1, 2], [-2, 1, 2]]
right = [8, -11, -3]
for i in range(3):
    pivot = max(range(i, 3), key=lambda r: abs(matrix[r][i]))
    matrix[i], matrix[pivot], right[i], right[pivot] = matrix[pivot], matrix[i], right[pivot], right[i]
    for r in range(i + 1, 3):
        factor = matrix[r][i] / matrix[i][i]
        matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[i])]
        right[r] -= factor * right[i]
solution = [0.0] * 3
for i in reversed(range(3)):
    solution[i] = (right[i] - sum(matrix[i][j] * solution[j] for j in range(i + 1, 3))) / matrix[i][i]
print([round(x, 12) for x in solution])
