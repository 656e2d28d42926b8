"""How the tables came to be: alembic's scripts, in the package so that a wheel has them too."""
