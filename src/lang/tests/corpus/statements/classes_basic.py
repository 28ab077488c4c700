class Animal:
    """An animal."""
    kingdom = 'animals'
    def __init__(self, name):
        self.name = name
    def speak(self):
        return f'{self.name} makes {self.sound()}'
    def sound(self):
        return 'a noise'
    @classmethod
    def make(cls, name):
        return cls(name)
    @staticmethod
    def legs():
        return 4
    def __repr__(self):
        return f'{type(self).__name__}({self.name!r})'
class Dog(Animal):
    def sound(self):
        return super().sound() + ' like woof'
d = Dog.make('Rex')
print(d, d.speak(), Dog.legs(), d.kingdom, Dog.__mro__[1].__name__, isinstance(d, Animal), issubclass(Dog, Animal))
print(Animal.__doc__, vars(d), d.__class__.__name__, Dog.__bases__, d.__dict__, hasattr(d, 'tail'), getattr(d, 'tail', None))
for work in [lambda: d.tail, lambda: Dog(), lambda: Animal.nope, lambda: d(), lambda: Dog('a', 'b')]:
    try:
        work()
    except Exception as e:
        print(type(e).__name__, e)
