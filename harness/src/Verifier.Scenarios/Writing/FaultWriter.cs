using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Writing;

/// <summary>Fault rules and expectations as a script spells them.</summary>
internal static class FaultWriter
{
    /// <summary>A fault rule.</summary>
    public static YamlNode Of(FaultRule rule) => new YamlFields()
        .Add("fail", YamlNode.OneOrList(rule.Targets.Select(t => YamlNode.Text(t.Text))))
        .Add("as", rule.Shape is { } shape ? ValueText.Of(FaultTable.ShapeWord, shape) : null)
        .Add("status", rule.Status is { } status ? YamlNode.Word(status.Text) : null)
        .Add("where", NullIfEmpty(Where(rule.Where)))
        .Add("when", NullIfEmpty(When(rule.When)))
        .Add("name", rule.Name)
        .Map;

    /// <summary>An expectation.</summary>
    public static YamlNode Of(Expectation expectation) => new YamlFields()
        .Add("driver", expectation.Driver)
        .Add("finding", expectation.Finding is { } finding ? ValueText.Of(ExpectationTable.FindingWord, finding) : null)
        .Add("outcome", expectation.Outcome is { } outcome ? ValueText.Of(ExpectationTable.OutcomeWord, outcome) : null)
        .Add("bugcheck", expectation.BugCheck is { } code ? YamlNode.Word(code.Text) : null)
        .Add("parameters", expectation.Parameters.IsEmpty ? null : new YamlList([.. expectation.Parameters.Select(Parameter)]))
        .Add("status", expectation.Status is { } status ? YamlNode.Word(status.Text) : null)
        .Add("ddi", expectation.Ddi)
        .Add("operation", expectation.Operation)
        .Add("count", expectation.Count)
        .Map;

    private static YamlFields Where(FaultWhere where) => new YamlFields()
        .Add("tag", where.Tags)
        .Add("pool", where.Pool is { } pool ? ValueText.Of(OperationKeys.PoolWord, pool) : null)
        .Add("size", where.Size)
        .Add("irql", where.Irql)
        .Add("phase", where.Phases.IsEmpty ? null : YamlNode.OneOrList(where.Phases.Select(p => ValueText.Of(WhereTable.PhaseWord, p))))
        .Add("operation", where.Operations)
        .Add("driver", where.Drivers)
        .Add("ddi", where.Ddis)
        .Add("stack", NullIfEmpty(new YamlFields().Add("require", where.Stack.Require).Add("reject", where.Stack.Reject)));

    private static YamlFields When(FaultWhen when) => new YamlFields()
        .Add("nth", Ordinals(when.Nth))
        .Add("ordinal", Ordinals(when.Ordinal))
        .Add("probability", when.Probability is { } rate ? ValueText.Of(rate) : null)
        .Add("seed", when.Seed is { } seed ? YamlNode.Word(FormattableString.Invariant($"{seed}")) : null)
        .Add("interval", when.Interval is { } interval ? YamlNode.Number(interval) : null)
        .Add("times", when.Times is { } times ? YamlNode.Number(times) : null)
        .Add("space", when.Space is { } space ? YamlNode.Number(space) : null)
        .Add("limit", when.Limit is { } limit ? YamlNode.Number(limit) : null)
        .Add("after", when.After, 0)
        .Add("delay", when.DelayTime is { } time ? ValueText.Of(time) : when.DelayOperation is { } name ? YamlNode.Text(name) : null)
        .Add("persistent", when.Persistent)
        .Add("stack", when.NewStack ? YamlNode.Word("new") : null);

    private static YamlNode? Ordinals(ImmutableArray<OrdinalRange> ranges) => ranges.IsEmpty ? null : YamlNode.OneOrList(ranges.Select(ValueText.Of));

    private static YamlNode Parameter(ulong? value) => YamlNode.Word(value is { } number ? FormattableString.Invariant($"0x{number:X}") : "any");

    private static YamlMap? NullIfEmpty(YamlFields fields) => fields.Count == 0 ? null : fields.Map;
}
