@rem npm scripts begin with `exec`, so that a signal to npm reaches the program and not a shell before it. This is its stand-in where the shell has none.
@%*
