# Under lifo the two newest of those that compute take turns; under fifo each gets its share.
# switch: 20
import subprocess, sys
