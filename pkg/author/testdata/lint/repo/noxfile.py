import nox

@nox.session
def docs(session):
    pass
