using System.Collections.Immutable;
using Verifier.Kernel;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>faults:</c>, the rules.</summary>
internal static class FaultTable
{
    internal static readonly WordKind<FailureShape> ShapeWord = new("a way to fail",
        new Word<FailureShape>("null", FailureShape.Null, "Returns NULL."),
        new Word<FailureShape>("raise", FailureShape.Raise, "Raises an exception."),
        new Word<FailureShape>("status", FailureShape.Status, "Returns an error status."),
        new Word<FailureShape>("short", FailureShape.Short, "Succeeds with less than was asked for."),
        new Word<FailureShape>("alerted", FailureShape.Alerted, "An alertable wait ends with STATUS_ALERTED."),
        new Word<FailureShape>("one-page", FailureShape.OnePage, "Succeeds with one page only."),
        new Word<FailureShape>("all-but-one-page", FailureShape.AllButOnePage, "Succeeds with one page less than was asked for."),
        new Word<FailureShape>("user-apc", FailureShape.UserApc, "An alertable wait in user mode ends with STATUS_USER_APC."),
        new Word<FailureShape>("quota-exceeded", FailureShape.QuotaExceeded, "A request with quota raises STATUS_QUOTA_EXCEEDED."));

    private static readonly Key<ImmutableArray<FaultTarget>> Fail = new("fail",
        new ListKind<FaultTarget>(NamedCodes.Target, "DDIs, patterns and families") { AllowsSingle = true },
        "What fails: a DDI, a pattern over DDIs, or a family (pool, mdl, map, irp, work-item, dma, string, object, lookaside, wait, all).",
        "pool", "ExAllocatePoolWithTag", "[\"IoAllocate*\", map]")
    { IsRequired = true };

    private static readonly Key<FailureShape> As = new("as", ShapeWord,
        "How the call fails, where its contract leaves a choice. Default: the DDI's own way.", "raise", "null");

    private static readonly Key<StatusCode> Status = new("status", NamedCodes.Status,
        "The status returned (as: status) or raised (as: raise). Default: the DDI's own.", "STATUS_NO_MEMORY");

    private static readonly Key<string> Name = new("name", Texts.Name, "Name of the rule, for reports.", "second-allocation");

    private static readonly Key<FaultWhere> Where = new("where", WhereTable.Table, "Which calls are eligible. Default: all.",
        "{ tag: \"mem*\", pool: paged }");

    private static readonly Key<FaultWhen> When = new("when", WhenTable.Table, "Which eligible calls fail. Default: all.", "{ nth: 2 }");

    private static readonly ObjectKind<FaultRule> Table = new()
    {
        Name = "fault",
        Phrase = "a fault rule",
        Keys = [Fail, As, Status, Where, When, Name],
        BuildsIncomplete = true,
        Build = Make,
    };

    /// <summary>The rules.</summary>
    public static IKind<ImmutableArray<FaultRule>> Rules { get; } = new ListKind<FaultRule>(Table, "fault rules") { AllowsEmpty = true };

    private static FaultRule Make(Fields fields)
    {
        FailureShape? shape = fields.Value(As);
        if (fields.Has(Status) && shape is not (null or FailureShape.Status or FailureShape.Raise))
        {
            fields.Context.Report(DiagnosticCodes.IdleWord, fields.SpanOf(Status),
                "'status' has no effect here: only 'as: status' and 'as: raise' have one");
        }

        return new FaultRule
        {
            Source = fields.Span,
            Name = fields.Reference(Name),
            Targets = fields.Get(Fail, []),
            Shape = shape,
            Status = fields.Value(Status),
            Where = fields.Get(Where, FaultWhere.Anywhere),
            When = fields.Get(When, FaultWhen.Always),
        };
    }
}
