# The description as it is served: openapi.json with the schema of documents
# (sql/document.schema.json, as $schema) among its components, so that a saved
# copy is whole. The schema's own definitions become components, too.
#
#   jq -n --slurpfile schema document.schema.json --slurpfile description openapi.json -f openapi.jq

# fund becomes DocumentFund.
def component:
  "Document" + (split("_") | map((.[:1] | ascii_upcase) + .[1:]) | join(""));

def refer_here:
  walk(if type == "object" and has("$ref")
    then ."$ref" |= "#/components/schemas/" + (ltrimstr("#/$defs/") | component)
    else . end);

# Typed languages want the members that are named to be among those that are not.
def widen:
  walk(if type == "object" and has("properties") and (.additionalProperties | type) == "object"
    then .additionalProperties = { anyOf: [.additionalProperties, (.properties[] | del(.description))] }
    else . end);

# What is published has an identifier and a revision, and nothing internal.
$schema[0]
| [."$defs" | to_entries[] | select(.value."x-internal") | "#/$defs/" + .key] as $internal
| (."$defs" | with_entries(select(.value."x-internal" | not) | .key |= component)) as $parts
| del(."$schema", ."$defs", .title)
| .properties |= with_entries(select(.value."$ref" as $ref | $internal | index($ref) | not))
| .required += ["id", "published"]
| { Document: . } + $parts
| refer_here
| widen
# Who reads a document writes none of it.
| del(.. | objects | .readOnly)
| . as $components
| $description[0]
| .components.schemas |= (. as $own | . + $components | .Document += $own.Document)
