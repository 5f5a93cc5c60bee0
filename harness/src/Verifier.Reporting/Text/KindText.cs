using Verifier.Scenarios.Model;

namespace Verifier.Reporting.Text;

/// <summary>The meaning of each kind of finding, for people who meet the word for the first time.</summary>
internal static class KindText
{
    /// <summary>One paragraph.</summary>
    public static string Of(FindingKind kind) => kind switch
    {
        FindingKind.BugCheck =>
            "The machine stopped with a bug check. A driver must survive a failed request: check the result before it is used, and undo what was done before it.",
        FindingKind.Hang =>
            "Nothing could run any more, or the driver made no progress: something waits for what never comes, usually an event that the error path does not set.",
        FindingKind.Leak =>
            "Something was not given back where everything must be. The error path returned without freeing what the steps before it had taken.",
        FindingKind.WrongStatus =>
            "The operation failed, but with another status than the failure's. Callers decide by the status: pass STATUS_INSUFFICIENT_RESOURCES on.",
        FindingKind.Swallowed =>
            "The operation succeeded although a request in it failed, and its result or effect is not what it is without the failure.",
        FindingKind.StateLost =>
            "The operation failed, as it may, but it changed what later operations see. A failed operation must leave the driver as it was.",
        FindingKind.NotRecovered =>
            "An operation still fails although nothing is made to fail any more. The driver did not find its way back to normal.",
        FindingKind.Degraded =>
            "The operation succeeded, and from then on others fail for ever: the driver works with less than it needs, and no caller was told.",
        FindingKind.Protocol =>
            "A rule of the I/O, IRQL or lock protocols was broken, such as an IRP completed twice or a lock still held.",
        FindingKind.Uninitialized =>
            "What leaves the driver, or what it does, depends on memory that it has not written to: such memory holds what others left there. Zero the block, or write all of it.",
        FindingKind.NotReached => "A planned fault was never reached: nothing was tested there.",
        FindingKind.CheckFailed => "A check of the scenario did not hold although nothing had been made to fail.",
        _ => "The driver took control from the harness: it ended the process, overflowed its stack, or never came back.",
    };
}
