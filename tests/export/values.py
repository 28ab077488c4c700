"""What a prompt would show."""
import sys
import numpy as np
import tensorflow as tf
sys.displayhook(__doc__)

v = tf.Variable(1.0); sys.displayhook(v)
sys.displayhook((v + 1))
sys.displayhook((v, 2))
print("printed once")
sys.displayhook(None)
for step in range(2):
    step
with tf.GradientTape() as t:
    y = v ** 3.0
sys.displayhook(t.gradient(y, v))
sys.displayhook(np.arange(3))
