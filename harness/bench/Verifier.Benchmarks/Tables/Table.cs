using System.Text;

namespace Verifier.Benchmarks.Tables;

/// <summary>Results as they are committed: a title, the machine, rows with a ratio to the first.</summary>
internal sealed record Table(string Title, IReadOnlyList<Row> Rows)
{
    /// <summary>The Markdown text.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# ").Append(Title).Append("\n\n").Append(HostLine.Text()).Append("\n\n");
        text.Append("| | median | fastest | ratio to the first | managed bytes |\n|---|---:|---:|---:|---:|\n");
        foreach (var row in Rows)
        {
            var bytes = row.Bytes is { } b ? Invariant($"{b} B") : "";
            var ratio = Invariant($"{row.Median / Rows[0].Median:0.00}");
            text.Append("| ").AppendJoin(" | ", row.Name, Time(row.Median), Time(row.Fastest), ratio, bytes).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => Invariant($"{nanoseconds:0.0} ns"),
        < 1_000_000 => Invariant($"{nanoseconds / 1_000:0.00} µs"),
        _ => Invariant($"{nanoseconds / 1_000_000:0.0} ms"),
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
