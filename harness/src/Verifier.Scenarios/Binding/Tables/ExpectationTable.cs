using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary><c>expect:</c>, what must come out.</summary>
internal static class ExpectationTable
{
    internal static readonly WordKind<FindingKind> FindingWord = new("a kind of finding",
        WordOf(FindingKind.BugCheck, "The machine stopped."),
        WordOf(FindingKind.Leak, "Something the kernel can see was not given back."),
        WordOf(FindingKind.WrongStatus, "The operation failed with a status other than the failure's own."),
        WordOf(FindingKind.Swallowed, "The operation succeeded with another result than without the fault."),
        WordOf(FindingKind.StateLost, "The operation failed and changed what later operations see."),
        WordOf(FindingKind.NotRecovered, "Later operations fail although nothing is failed any more."),
        WordOf(FindingKind.Degraded, "The operation succeeded, and from then on others fail for ever."),
        WordOf(FindingKind.Hang, "Something waits for ever."),
        WordOf(FindingKind.Protocol, "A rule about IRPs, IRQL or locks was broken without a stop."),
        WordOf(FindingKind.NotReached, "A planned fault was never reached."),
        WordOf(FindingKind.CheckFailed, "A `check` did not hold although nothing had been made to fail."),
        WordOf(FindingKind.Uncontrolled, "The driver ended the harness's process, overflowed its stack, or never came back."),
        WordOf(FindingKind.Uninitialized, "What the driver gives or does depends on memory that it has not written to."));

    internal static readonly WordKind<OutcomeKind> OutcomeWord = new("an outcome",
        new Word<OutcomeKind>("graceful", OutcomeKind.Graceful, "Absorbed or propagated."),
        new Word<OutcomeKind>("propagated", OutcomeKind.Propagated, "STATUS_INSUFFICIENT_RESOURCES with zero effect."),
        new Word<OutcomeKind>("absorbed", OutcomeKind.Absorbed, "Success with the result of a run without faults."));

    private static Word<FindingKind> WordOf(FindingKind kind, string meaning) => new(FindingWords.Of(kind), kind, meaning);

    private static readonly Key<Glob> Driver = new("driver", Texts.Pattern, "The drivers it is about. Default: all of the scenario's.",
        "array-cache-naive", "\"*\"");

    private static readonly Key<FindingKind> Finding = new("finding", FindingWord, "A finding of this kind must be made.", "state-lost");

    private static readonly Key<OutcomeKind> Outcome = new("outcome", OutcomeWord,
        "Every fault must end this way, and nothing may be found.", "graceful");

    private static readonly Key<StopCode> BugCheck = new("bugcheck", NamedCodes.BugCheck,
        "With `finding: bugcheck`: its code. Default: any.", "0xC4");

    private static readonly Key<ImmutableArray<ulong?>> Parameters = new("parameters",
        new ListKind<ulong?>(new ScalarKind<ulong?>
        {
            Phrase = "a parameter such as 0x62, or any",
            Code = DiagnosticCodes.BadNumber,
            Parse = (text, _) => ParseParameter(text),
            JsonSchema = () => new()
            {
                ["type"] = new System.Text.Json.Nodes.JsonArray("integer", "string"),
                ["pattern"] = "^(any|0[xX][0-9a-fA-F]+|[0-9]+)$"
            },
        }, "parameters")
        { Maximum = 4 },
        "With `bugcheck`: its leading parameters; `any` matches every value.", "[0x62]", "[0x62, any, any, 1]");

    private static readonly Key<StatusCode> Status = new("status", NamedCodes.Status,
        "The status that the operation hit by the fault must give. Default: any.", "STATUS_UNSUCCESSFUL");

    private static readonly Key<Glob> Ddi = new("ddi", NamedCodes.Ddi, "The DDI whose failure leads there. Default: any.",
        "ExAllocatePoolWithTag");

    private static readonly Key<Glob> Operation = new("operation", Texts.Pattern, "Name of the operation hit. Default: any.", "read-back");

    private static readonly Key<Comparison> Count = new("count", Ranges.Counts,
        "How many such findings or outcomes. Default: at least one finding, or every outcome.", "1", "\">= 2\"");

    private static readonly ObjectKind<Expectation> Table = new()
    {
        Name = "expectation",
        Phrase = "an expectation",
        Keys = [Driver, Finding, Outcome, BugCheck, Parameters, Status, Ddi, Operation, Count],
        AtLeastOneOf = [Finding, Outcome],
        Build = fields =>
        {
            Check(fields);
            return Make(fields);
        },
    };

    /// <summary>The expectations.</summary>
    public static IKind<ImmutableArray<Expectation>> Expectations { get; } = new ListKind<Expectation>(Table,
        "expectations")
    { AllowsEmpty = true };

    private static Expectation Make(Fields fields) => new()
    {
        Source = fields.Span,
        Driver = fields.Get(Driver, new Glob("*")),
        Finding = fields.Value(Finding),
        Outcome = fields.Value(Outcome),
        BugCheck = fields.Value(BugCheck),
        Parameters = fields.Get(Parameters, []),
        Status = fields.Value(Status),
        Ddi = fields.Value(Ddi),
        Operation = fields.Value(Operation),
        Count = fields.Value(Count),
    };

    private static void Check(Fields fields)
    {
        if (fields.Has(Finding) && fields.Has(Outcome))
        {
            Report(fields, Outcome, "an expectation names a finding or an outcome, not both; write two");
        }

        bool isBugcheck = fields.Get(Finding, FindingKind.BugCheck) == FindingKind.BugCheck && fields.Has(Finding);
        if (fields.Has(BugCheck) && !isBugcheck)
        {
            Report(fields, BugCheck, "'bugcheck' belongs to 'finding: bugcheck'");
        }

        if (fields.Has(Parameters) && !fields.Has(BugCheck))
        {
            Report(fields, Parameters, "'parameters' belong to a 'bugcheck'");
        }

        bool hasNoStatus = isBugcheck || fields.Value(Finding) is FindingKind.Hang or FindingKind.NotReached
            || fields.Value(Outcome) is OutcomeKind.Absorbed;
        if (fields.Has(Status) && hasNoStatus)
        {
            Report(fields, Status, "'status' does not go with this finding or outcome: there is none to compare");
        }
    }

    private static void Report(Fields fields, IKey key, string message) =>
        fields.Context.Report(DiagnosticCodes.ExpectationMix, fields.SpanOf(key), message);

    private static Parsed<ulong?> ParseParameter(string text)
    {
        if (text == "any")
        {
            return new Parsed<ulong?>();
        }

        Parsed<ulong> number = Numbers.Parse(text, 0, ulong.MaxValue);
        return number.Problem is null ? (ulong?)number.Value : number.As<ulong?>();
    }
}
