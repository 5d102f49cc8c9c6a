// Prints what Heimdall makes of the XCCDF results in a file: JSON in its own data format.
const {readFileSync} = require('fs');
const {XCCDFResultsMapper} = require('@mitre/hdf-converters');

const results = readFileSync(process.argv[2], 'utf8');
process.stdout.write(JSON.stringify(new XCCDFResultsMapper(results).toHdf()));
