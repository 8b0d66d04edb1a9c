# One image for the bench, the reference client and, with GROUP=load, the crowd.
FROM python:3.11-slim

ARG GROUP=runtime
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /srv/unefois

COPY requirements.lock requirements-load.lock ./
RUN if [ "$GROUP" = load ]; then lock=requirements-load.lock; else lock=requirements.lock; fi; \
    pip install --quiet --require-hashes -r "$lock"

COPY . .
RUN pip install --quiet --no-deps --no-build-isolation . \
 && useradd --system --no-create-home --shell /usr/sbin/nologin unefois

USER unefois
WORKDIR /tmp
EXPOSE 8700 8701 8702 8703 8704 8705
CMD ["unefois", "up", "--host", "0.0.0.0", "--no-client"]
