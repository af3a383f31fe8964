"""The register of commitments and the progress reports on them."""
