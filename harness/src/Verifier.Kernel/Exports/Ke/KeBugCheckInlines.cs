using System.Diagnostics.CodeAnalysis;

namespace Verifier.Kernel;

/// <content>The stops that a driver asks for, by their names.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Stops the machine. Any IRQL.</summary>
    [DoesNotReturn]
    public void KeBugCheck(BugCheckCode bugCheckCode) => KeBugCheck((uint)bugCheckCode);

    /// <summary>Stops the machine with parameters. Any IRQL.</summary>
    [DoesNotReturn]
    public void KeBugCheckEx(
        BugCheckCode bugCheckCode, ulong bugCheckParameter1, ulong bugCheckParameter2, ulong bugCheckParameter3, ulong bugCheckParameter4) =>
        KeBugCheckEx((uint)bugCheckCode, bugCheckParameter1, bugCheckParameter2, bugCheckParameter3, bugCheckParameter4);
}
