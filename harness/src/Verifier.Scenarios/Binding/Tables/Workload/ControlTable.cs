using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Binding.Values;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Tables;

/// <summary>Operations of the workload itself: cancel, wait, advance, check, fault-suspend, fault-resume.</summary>
internal static class ControlTable
{
    private static readonly Key<string> CancelTarget = new("operation", Texts.Name,
        "Name of the overlapped operation whose pending requests are cancelled.", "pending-read")
    { IsRequired = true };

    private static readonly Key<string> WaitTarget = new("operation", Texts.Name,
        "Name of the overlapped operation to wait for. Default: every pending request.", "pending-read");

    private static readonly Key<TimeSpan> Timeout = new("timeout", Quantities.Duration(allowsZero: true),
        "Virtual time after which the wait gives up. Default: never; waiting for ever is the finding `hang`.", "5s");

    private static readonly Key<TimeSpan> By = new("by", Quantities.Duration(allowsZero: false), "How much virtual time passes.",
        "10ms")
    { IsRequired = true };

    private static readonly Key<string> CheckTarget = new("operation", Texts.Name,
        "Name of the operation; if it ran several times, the latest run is meant.", "read-back")
    { IsRequired = true };

    private static readonly Key<ImmutableArray<StatusCode>> Status = new("status",
        new ListKind<StatusCode>(NamedCodes.Status, "statuses") { AllowsSingle = true },
        "The status it must have ended with; one of several if a list.",
        "STATUS_SUCCESS", "[STATUS_SUCCESS, STATUS_INSUFFICIENT_RESOURCES]");

    private static readonly Key<Comparison> Information = new("information", Ranges.Counts,
        "What IoStatus.Information must be.", "64", "\">= 1\"");

    private static readonly Key<DataLiteral> Output = new("output", DataLiterals.Data,
        "What the output buffer must begin with.", "\"text:second\"");

    private static readonly Key<bool> Pending = new("pending", Texts.Switch,
        "True if the request must still be pending, false if it must be complete.", "true");

    private static readonly ObjectKind<Operation> CancelKeys = new()
    {
        Name = "cancel",
        Phrase = "'cancel'",
        Keys = [CancelTarget, OperationKeys.Name],
        Build = fields => new CancelOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            Operation = fields.Get(CancelTarget),
        },
    };

    private static readonly ObjectKind<Operation> WaitKeys = new()
    {
        Name = "wait",
        Phrase = "'wait'",
        Keys = [WaitTarget, Timeout, OperationKeys.Name],
        Build = fields => new WaitOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            Operation = fields.Reference(WaitTarget),
            Timeout = fields.Value(Timeout),
        },
    };

    private static readonly ObjectKind<Operation> AdvanceKeys = new()
    {
        Name = "advance",
        Phrase = "'advance'",
        Keys = [By, OperationKeys.Name],
        Build = fields => new AdvanceOperation { Source = fields.Span, Name = fields.Reference(OperationKeys.Name), By = fields.Get(By) },
    };

    private static readonly ObjectKind<Operation> CheckKeys = new()
    {
        Name = "check",
        Phrase = "'check'",
        Keys = [CheckTarget, Status, Information, Output, Pending, OperationKeys.Name],
        AtLeastOneOf = [Status, Information, Output, Pending],
        BuildsIncomplete = true,
        Build = fields => new CheckOperation
        {
            Source = fields.Span,
            Name = fields.Reference(OperationKeys.Name),
            Operation = fields.Get(CheckTarget, ""),
            Statuses = fields.Get(Status, []),
            Information = fields.Value(Information),
            Output = fields.Reference(Output),
            Pending = fields.Value(Pending),
        },
    };

    /// <summary>The entries.</summary>
    public static IReadOnlyList<OperationEntry> Entries { get; } =
    [
        new("cancel", "Cancels every pending request of an overlapped operation (IoCancelIrp).",
            new ShapeKind<Operation>("the name of an overlapped operation, or the keys of 'cancel'")
            {
                Scalar = new SelectKind<string, Operation>(
                    Texts.Name, (name, span, _) => new CancelOperation { Source = span, Operation = name }),
                Map = CancelKeys,
            }, "cancel: pending-read"),
        new("wait", "Waits until pending requests are complete.",
            new ShapeKind<Operation>("the name of an overlapped operation, or the keys of 'wait'")
            {
                Scalar = new SelectKind<string, Operation>(
                    Texts.Name, (name, span, _) => new WaitOperation { Source = span, Operation = name }),
                Map = WaitKeys,
            }, "wait", "wait: pending-read", "wait: { operation: pending-read, timeout: 5s }") { Bare = () => new WaitOperation() },
        new("advance", "Lets virtual time pass; timers, DPCs and work items that fall due run.",
            new ShapeKind<Operation>("a duration such as 10ms, or the keys of 'advance'")
            {
                Scalar = new SelectKind<TimeSpan, Operation>(
                    By.ValueKind, (by, span, _) => new AdvanceOperation { Source = span, By = by }),
                Map = AdvanceKeys,
            }, "advance: 10ms"),
        new("check", "Asserts what an earlier operation gave.", CheckKeys,
            "check: { operation: read-back, status: STATUS_SUCCESS, output: \"text:second\" }"),
        OperationEntry.Simple<FaultSuspendOperation>("fault-suspend", "From here on no fault rule counts or fails anything."),
        OperationEntry.Simple<FaultResumeOperation>("fault-resume", "Ends the latest fault-suspend."),
    ];
}
