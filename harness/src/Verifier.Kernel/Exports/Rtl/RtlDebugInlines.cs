using System.Text;

namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: output for the debugger, of texts instead of formats and arguments.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Prints a text for the debugger; use C#'s interpolation for values. IRQL: up to DIRQL.</summary>
    public NTSTATUS DbgPrint(string text)
    {
        using var frame = new StackFrame(Machine);
        return DbgPrint(PushFormat(frame, text));
    }

    /// <summary>DbgPrint for a component at a level. IRQL: up to DIRQL.</summary>
    public NTSTATUS DbgPrintEx(uint componentId, uint level, string text)
    {
        using var frame = new StackFrame(Machine);
        return DbgPrintEx(componentId, level, PushFormat(frame, text));
    }

    /// <summary>KdPrint: DbgPrint of a checked build.</summary>
    public void KdPrint(string text) => DbgPrint(text);

    private Pointer PushFormat(StackFrame frame, string text)
    {
        const int longest = 512;
        var shown = text.Length > longest ? text[..longest] : text;
        var bytes = Encoding.Latin1.GetBytes(shown.Replace("%", "%%", StringComparison.Ordinal) + '\0');
        var address = frame.Push(bytes.Length);
        Machine.Memory.CopyTo(address, bytes);
        return At(address);
    }
}
