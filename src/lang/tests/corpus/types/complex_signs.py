print(complex(1, -0.0), complex(-0.0, 1), complex(-0.0, -0.0))
