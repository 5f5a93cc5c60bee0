using System.Text;

namespace Verifier.Kernel;

/// <content>Output for the debugger.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Prints a text for the debugger; use C#'s interpolation for values. IRQL: up to DIRQL.</summary>
    public NTSTATUS DbgPrint(string text)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(RtlDebugDdis.DbgPrint, PushFormat(frame, text));
    }

    /// <summary>DbgPrint for a component at a level. IRQL: up to DIRQL.</summary>
    public NTSTATUS DbgPrintEx(uint componentId, uint level, string text)
    {
        using var frame = new StackFrame(Machine);
        return CallForStatus(RtlDebugDdis.DbgPrintEx, componentId, level, PushFormat(frame, text));
    }

    /// <summary>KdPrint: DbgPrint of a checked build.</summary>
    public void KdPrint(string text) => DbgPrint(text);

    /// <summary>ASSERT of a checked build: a condition that does not hold raises STATUS_BREAKPOINT, as nobody debugs.</summary>
    public void RtlAssert(string failedAssertion, string fileName, uint lineNumber) =>
        Call(RtlDebugDdis.RtlAssert, AnsiLiteral(failedAssertion), AnsiLiteral(fileName), lineNumber, 0);

    private ulong PushFormat(StackFrame frame, string text)
    {
        const int longest = 512;
        var shown = text.Length > longest ? text[..longest] : text;
        var bytes = Encoding.Latin1.GetBytes(shown.Replace("%", "%%", StringComparison.Ordinal) + '\0');
        var address = frame.Push(bytes.Length);
        Machine.Memory.CopyTo(address, bytes);
        return address;
    }
}
