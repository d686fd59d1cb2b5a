# The model with everything that the main job needs: docker build -t pullthrough . && docker run --rm -v "$PWD/outputs:/work/outputs" pullthrough
FROM python:3.12-slim
WORKDIR /opt/pullthrough
COPY . .
RUN pip install --no-cache-dir -c constraints.txt . \
    && useradd --create-home analyst && mkdir -p /work/outputs && chown -R analyst /work
USER analyst
WORKDIR /work
# Rules are compiled once, here, so that no container has to.
RUN pullthrough world=tiny replicates=2 study.figures=false study.report=false hydra.run.dir=/tmp/first && rm -r /tmp/first
ENTRYPOINT ["pullthrough"]
