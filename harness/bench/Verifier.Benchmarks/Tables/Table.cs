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

/// <summary>One line of a table; times in nanoseconds.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Median">Median of the iterations.</param>
/// <param name="Fastest">The fastest iteration: the least disturbed one.</param>
/// <param name="Bytes">Bytes allocated on the managed heap by one operation; null where it was not measured.</param>
internal sealed record Row(string Name, double Median, double Fastest, long? Bytes)
{
    /// <summary>The line of measured times, in nanoseconds.</summary>
    public static Row Of(string name, IEnumerable<double> measured)
    {
        var times = measured.Order().ToList();
        return new Row(name, times[times.Count / 2], times[0], null);
    }
}
