using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Verifier.Generators.Tables;

// Reads tables among the additional files of the project: one row a line, a tab between cells, '#' before a comment.
internal static class TableReader
{
    // Reads a row from its cells and the row before it. A row that could not be read is left out, with a sentence that names it.
    public static IncrementalValuesProvider<Table<T>> Read<T>(
        IncrementalGeneratorInitializationContext context, string fileName, Func<string[], T, T> read, Func<T, string> key) =>
        context.AdditionalTextsProvider
            .Where(file => Path.GetFileName(file.Path) == fileName)
            .Select((file, cancellation) => Read(file.Path, file.GetText(cancellation) ?? SourceText.From(string.Empty), read, key));

    private static Table<T> Read<T>(string path, SourceText text, Func<string[], T, T> read, Func<T, string> key)
    {
        var rows = new List<T>();
        var errors = new List<RowError>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Lines.Where(line => line.Span.Length > 0 && text[line.Start] != '#'))
        {
            try
            {
                var row = read(line.ToString().Split('\t'), rows.LastOrDefault());
                rows.Add(keys.Add(key(row)) ? row : throw new FormatException($"{key(row)} stands twice."));
            }
            catch (FormatException wrong)
            {
                errors.Add(new RowError(line.LineNumber, wrong.Message));
            }
        }

        return new Table<T>(path, new EquatableList<T>(rows), new EquatableList<RowError>(errors));
    }
}
