// Prints what STIG Manager reads from the XCCDF results in a file, or why it refuses them; as JSON.
const {readFileSync} = require('fs');
const {reviewsFromXccdf} = require('@nuwcdivnpt/stig-manager-client-modules');

const asked = {enabled: 'always', required: 'optional'};
// A collection as STIG Manager makes it.
const settings = {
  data: readFileSync(process.argv[2], 'utf8'),
  allowAccept: false,
  fieldSettings: {detail: asked, comment: asked},
  importOptions: {
    autoStatus: {pass: 'saved', fail: 'saved', notapplicable: 'saved'},
    unreviewed: 'always',
    unreviewedCommented: 'informational',
    emptyDetail: 'import',
    emptyComment: 'ignore',
  },
  scapBenchmarkMap: new Map(),
};

let said;
try {
  said = reviewsFromXccdf(settings);
} catch (error) {
  said = {refused: error.message};
}
process.stdout.write(JSON.stringify(said));
