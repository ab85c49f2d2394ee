# The style sheet of pages as it is served: each line
#
#   @each FROM TO STEP FACTOR TEXT
#
# becomes TEXT for each number of the ladder, with the number for `#`, its multiple
# by the factor for `$`, and a hundredth less than the number for `~`. The numbers may
# be names that the header before the style sheet defines, which C has them from.

/^#define HTML_[A-Z_]+ [0-9]+$/ && FILENAME ~ /\.h$/ { number[$2] = $3 }
FILENAME ~ /\.h$/ { next }

function valued(name) { return name in number ? number[name] : name }

$1 == "@each" {
	indent = substr($0, 1, index($0, "@") - 1)
	text = $0
	sub(/^[\t]*@each [^ ]+ [^ ]+ [^ ]+ [^ ]+ /, "", text)
	line = ""
	for (i = valued($2) + 0; i <= valued($3) + 0; i += valued($4)) {
		one = text
		gsub(/#/, i, one)
		gsub(/\$/, i * $5, one)
		gsub(/~/, i - 0.01, one)
		if (line != "" && length(line) + length(one) > 110) {
			print indent line
			line = ""
		}
		line = line (line == "" ? "" : " ") one
	}
	print indent line
	next
}
{ print }
