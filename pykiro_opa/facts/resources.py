def extract(files, read, production):
    return {}
