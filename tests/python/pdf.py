"""Opens a PDF file and prints how many pages it has and what words stand on them.

    pdf.py FILE
"""

import json
import sys

from pypdf import PdfReader

pages = PdfReader(sys.argv[1], strict=True).pages
json.dump({"pages": len(pages), "text": "\n".join(page.extract_text() for page in pages)}, sys.stdout)
