using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>The fault sites of a night, each driver's over all its scenarios: one stack is one site, in every scenario.</summary>
internal sealed partial class SiteReading
{
    private readonly Dictionary<string, int> _byStack = [];
    private readonly Dictionary<(string Driver, string Function, string Ddi, string Tag), int> _byPlace = [];
    private readonly List<ReportSite> _sites = [];

    /// <summary>The sites.</summary>
    public ImmutableArray<ReportSite> Sites => [.. _sites];

    public static SiteReading SitesOf(ImmutableArray<SiteRow> rows, SourceTree? sources)
    {
        var reading = new SiteReading();
        foreach (var row in rows)
        {
            reading.Add(row, sources);
        }

        return reading;
    }

    /// <summary>The site of a run's first failed call, as far as names tell; -1 for none.</summary>
    public int IndexOf(string driver, PointKey? point) =>
        point is not null && _byPlace.TryGetValue((driver, point.Function, point.Ddi, point.Tag), out var index) ? index : -1;

    private void Add(SiteRow row, SourceTree? sources)
    {
        var stack = row.Stack.Length > 0 ? row.Stack : string.Create(CultureInfo.InvariantCulture, $"{row.Function} {row.Order}");
        var id = NightReading.Identity(row.Driver, row.Ddi, row.Tag, stack);
        if (!_byStack.TryGetValue(id, out var index))
        {
            index = _sites.Count;
            _byStack.Add(id, index);
            _byPlace.TryAdd((row.Driver, row.Function, row.Ddi, row.Tag), index);
            _sites.Add(new ReportSite
            {
                Site = id,
                Driver = row.Driver,
                Ddi = row.Ddi,
                Tag = row.Tag.Length > 0 ? row.Tag : null,
                Frames = [.. FramesOf(row).Select(f => NightReading.Located(f, sources))],
            });
        }

        var site = _sites[index];
        _sites[index] = site with
        {
            Reached = site.Reached + row.Reached,
            FailedOnce = site.FailedOnce + row.FailedOnce,
            FailedPersistently = site.FailedPersistently + row.FailedPersistently,
            Findings = site.Findings + row.Findings,
        };
    }

    private static IEnumerable<ReportFrame> FramesOf(SiteRow row)
    {
        var lines = row.Stack.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0 && row.Function.Length > 0)
        {
            return [new ReportFrame(row.Function, null, 0)];
        }

        return lines.Select(line => FrameLine().Match(line) is { Success: true } match
            ? new ReportFrame(match.Groups["routine"].Value, match.Groups["file"].Value, int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture))
            : new ReportFrame(line, null, 0));
    }

    [GeneratedRegex(@"^(?<routine>.+?) \((?<file>[^():]+):(?<line>\d{1,9})\)$")]
    private static partial Regex FrameLine();
}
