namespace Verifier.Generators.Tables;

// What is wrong with a row, at a line of the table counted from 0.
internal record struct RowError(int Line, string Text);
