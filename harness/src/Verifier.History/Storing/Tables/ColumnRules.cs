using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Verifier.Engine.Exploration;
using Verifier.History.Comparing;

namespace Verifier.History.Storing;

/// <summary>The rule of each column that any version of the schema has.</summary>
internal static class ColumnRules
{
    private static readonly ColumnRule s_any = ColumnRule.Number(long.MinValue, long.MaxValue);
    private static readonly ColumnRule s_id = ColumnRule.Number(1, ColumnRule.MostAmount);
    private static readonly ColumnRule s_amount = ColumnRule.Number(0, ColumnRule.MostAmount);
    private static readonly ColumnRule s_count = ColumnRule.Number(0, ColumnRule.MostCount);
    private static readonly ColumnRule s_flag = ColumnRule.Number(0, 1);
    private static readonly ColumnRule s_text = ColumnRule.Text();
    private static readonly ColumnRule s_texts = ColumnRule.Text(IsJson<string[]>(list => !list.Contains(null!)));
    private static readonly ColumnRule s_frames = ColumnRule.Text(IsJson<StackFrameRow[]>(list => list.All(f => f is { Function: not null, Line: >= 0, SourceStart: >= 0 })));
    private static readonly ColumnRule s_standing = Words<Standing>();

    private static readonly FrozenDictionary<string, ColumnRule> s_rules = new Dictionary<string, ColumnRule>
    {
        ["*.id"] = s_id,
        ["*.since"] = s_id,
        ["*.first_night"] = s_id,
        ["*.last_night"] = s_id,
        ["nights.started_at"] = ColumnRule.Text(Columns.IsTime),
        ["nights.duration_ms"] = s_amount,
        ["nights.state"] = Words<NightState>(),
        ["nights.planned"] = s_amount,
        ["nights.passed"] = s_amount,
        ["nights.failed"] = s_amount,
        ["nights.inconclusive"] = s_amount,
        ["nights.errors"] = s_amount,
        ["nights.problems"] = s_texts,
        ["nights.assemblies"] = s_texts,
        ["nights.symbols"] = s_texts,
        ["nights.is_trusted"] = s_flag,
        ["targets.mode"] = Words<TargetMode>(),
        ["*.seed"] = s_any,
        ["*.trace_hash"] = s_any,
        ["*.size"] = s_any,
        ["advice.bytes"] = s_any,
        ["targets.surprises"] = s_texts,
        ["targets.remarks"] = s_texts,
        ["targets.planned"] = s_amount,
        ["*.calls"] = s_amount,
        ["targets.complete_strategies"] = s_texts,
        ["targets.completeness"] = ColumnRule.Text(text => HasCounts(text) && IsJson<Completeness>(_ => true)(text)),
        ["targets.dropped_passing"] = s_amount,
        ["targets.dropped_failing"] = s_amount,
        ["targets.routines"] = s_texts,
        ["targets.further_routines"] = s_texts,
        ["*.is_failing"] = s_flag,
        ["*.is_expected"] = s_flag,
        ["*.is_open"] = s_flag,
        ["*.is_flaky"] = s_flag,
        ["*.is_expired"] = s_flag,
        ["*.ordering"] = ColumnRule.Number(1, ColumnRule.MostCount),
        ["runs.verdict"] = Words<RunVerdict>(),
        ["runs.outcome"] = Words<FaultOutcome>(),
        ["runs.injected"] = s_amount,
        ["observations.injected"] = s_text,
        ["*.details"] = s_texts,
        ["observations.faults"] = s_amount,
        ["observations.injected_at"] = s_frames,
        ["observations.stopped_at"] = s_frames,
        ["observations.bug_check"] = ColumnRule.Text(IsJson<ulong[]>(list => list.Length is 0 or 5)),
        ["observations.status"] = ColumnRule.Number(0, uint.MaxValue),
        ["observations.trace"] = ColumnRule.Trace(),
        ["transitions.status"] = Words<FindingStatus>(),
        ["transitions.reason"] = Words<NotRunReason>(),
        ["transitions.standing"] = s_standing,
        ["transitions.transition"] = Words<Transition>(),
        ["transitions.masked_by"] = s_texts,
        ["transitions.known"] = ColumnRule.Text(IsJson<KnownFinding>(known => known.Reason is not null)),
        ["sites.irql"] = ColumnRule.Number(0, 31),
    }.ToFrozenDictionary();

    /// <summary>The rule of a column.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="column">Its name.</param>
    /// <param name="type">Its declared type: of most columns there is no more to know.</param>
    public static ColumnRule Of(string table, string column, string type) =>
        s_rules.GetValueOrDefault($"{table}.{column}") ?? s_rules.GetValueOrDefault($"*.{column}") ?? type switch
        {
            "TEXT" => s_text,
            _ when column.EndsWith("_id", StringComparison.Ordinal) => s_id,
            _ => s_count,
        };

    private static ColumnRule Words<T>()
        where T : struct, Enum => ColumnRule.Word(Storing.Words.All<T>());

    private static Func<string, bool> IsJson<T>(Func<T, bool> isSound) => text =>
    {
        try
        {
            return isSound(Json.Read<T>(text));
        }
        catch (HistoryException)
        {
            return false;
        }
    };

    private static bool HasCounts(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Number && !(reader.TryGetInt64(out var number) && number is >= 0 and <= ColumnRule.MostCount))
                {
                    return false;
                }
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
