import tensorflow
from numpy import *

print(ones(3), tensorflow.reduce_sum(ones(2)))  # numpy's ones, TensorFlow's sum
tf = 3
sys = 4


@tensorflow.custom_gradient
def f(x):
    return x, lambda upstream: 2 * upstream


x = tensorflow.Variable(1.0)
with tensorflow.GradientTape() as t:
    y = f(x)
__import__("sys").displayhook(t.gradient(y, x))
print(tf, sys)
