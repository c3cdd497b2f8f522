"""The screens: compose, handle a key, call one service in a worker."""
