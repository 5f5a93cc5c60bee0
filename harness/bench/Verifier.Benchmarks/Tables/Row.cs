namespace Verifier.Benchmarks.Tables;

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
