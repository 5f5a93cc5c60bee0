using System.Text.Json;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Html;

/// <summary>
/// Writes the details of one run as JSON. Long runs lose events that are far from both the injected failure and the verdict.
/// </summary>
internal static class PageDetail
{
    public static void Write(RunDetail detail, int eventsMax, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        var (first, last) = Kept(detail, eventsMax);
        json.WriteStartObject();
        json.WriteNumber("injected", Moved(detail.InjectedIndex, first, last));
        json.WriteNumber("verdict", Moved(detail.VerdictIndex, first, last));
        json.WriteNumber("divergence", Moved(detail.FirstDivergence, first, last));
        json.WriteNumber("eventsLeftOut", detail.Events.Length - (last - first));
        Time(json, "injectedTime", detail.InjectedTime);
        Time(json, "verdictTime", detail.VerdictTime);
        json.WriteBoolean("differs", detail.FirstDivergence >= 0);
        Events(json, "events", detail.Events[first..last]);
        Beside(json, detail, first, last, eventsMax);
        Pool(json, detail);
        Tags(json, detail);
        Held(json, detail);
        json.WriteEndObject();
    }

    private static void Time(Utf8JsonWriter json, string name, long? time)
    {
        if (time is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Held(Utf8JsonWriter json, RunDetail detail)
    {
        json.WriteString("heldTitle", Shown.Line(detail.OutstandingTitle));
        json.WriteBoolean("isLeak", detail.IsLeak);
        json.WriteRows("outstanding", detail.Outstanding, row =>
        {
            json.WriteStringValue(Shown.Line(row.What));
            json.WriteStringValue(Shown.Name(row.Ddi));
            json.WriteStringValue(Shown.Line(row.Place));
            json.WriteStringValue(Shown.Name(row.Operation));
        });
    }

    // The window that is kept ends with the verdict where there is one, and begins as early as it may, but holds the injection.
    private static (int First, int Last) Kept(RunDetail detail, int max)
    {
        var count = detail.Events.Length;
        if (count <= max)
        {
            return (0, count);
        }

        var anchor = detail.InjectedIndex >= 0 ? detail.InjectedIndex : detail.VerdictIndex >= 0 ? detail.VerdictIndex : count - 1;
        var first = Math.Clamp(anchor - (max / 4), 0, count - max);
        return (first, first + max);
    }

    private static int Moved(int index, int first, int last) => index < first || index >= last ? -1 : index - first;

    // The golden run's events that stand beside those kept, and which stands beside which; -1 for nothing.
    private static void Beside(Utf8JsonWriter json, RunDetail detail, int first, int last, int max)
    {
        var from = detail.FirstDivergence;
        var pairs = from < 0
            ? []
            : EventPairs.Of(detail.Events.AsSpan()[from..], detail.Golden.AsSpan())
                .ConvertAll(p => (Run: p.Run < 0 ? -1 : p.Run + from, p.Golden))
                .SkipWhile(p => p.Run < first && first > from)
                .TakeWhile(p => p.Run < last)
                .Take(2 * max)
                .ToList();
        Events(json, "golden", pairs.Where(p => p.Golden >= 0).Select(p => detail.Golden[p.Golden]));
        var golden = 0;
        json.WriteRows("pairs", pairs, pair =>
        {
            json.WriteNumberValue(Moved(pair.Run, first, last));
            json.WriteNumberValue(pair.Golden < 0 ? -1 : golden++);
        });
    }

    private static void Events(Utf8JsonWriter json, string name, IEnumerable<TimelineEvent> events)
    {
        json.WriteRows(name, events, one =>
        {
            json.WriteNumberValue(one.Time);
            json.WriteNumberValue(one.Irql);
            json.WriteStringValue(one.Kind);
            json.WriteStringValue(Shown.Name(one.Name));
            json.WriteStringValue(Shown.Line(one.Text));
        });
    }

    private static void Pool(Utf8JsonWriter json, RunDetail detail)
    {
        json.WriteRows("pool", detail.Pool, point =>
        {
            json.WriteNumberValue(point.Time);
            json.WriteNumberValue(point.NonPaged);
            json.WriteNumberValue(point.Paged);
            json.WriteNumberValue(point.Other);
            json.WriteNumberValue(point.Held);
        });
    }

    private static void Tags(Utf8JsonWriter json, RunDetail detail)
    {
        json.WriteObjects("tags", detail.Tags, row =>
        {
            json.WriteString("tag", Shown.Name(row.Tag));
            json.WriteString("type", Shown.Name(row.Type));
            json.WriteNumber("allocs", row.Allocs);
            json.WriteNumber("frees", row.Frees);
            json.WriteNumber("bytes", row.Bytes);
            json.WriteNumber("before", row.BytesGolden);
            json.WriteNumber("per", row.PerAlloc);
            json.WriteString("driver", Shown.Name(row.Driver));
            json.WriteBoolean("leaked", row.IsLeaked);
        });
    }
}
