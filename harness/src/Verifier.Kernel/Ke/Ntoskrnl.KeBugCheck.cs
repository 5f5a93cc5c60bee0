using System.Diagnostics.CodeAnalysis;

namespace Verifier.Kernel;

/// <content>Stops and raised statuses that a driver asks for itself.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>Stops the machine. Any IRQL.</summary>
    [DoesNotReturn]
    public void KeBugCheck(BugCheckCode bugCheckCode)
    {
        Call(KeBugCheckDdis.KeBugCheck, (ulong)bugCheckCode);
        throw MachineStopped.Instance;
    }

    /// <summary>Stops the machine with parameters. Any IRQL.</summary>
    [DoesNotReturn]
    public void KeBugCheckEx(BugCheckCode bugCheckCode, ulong parameter1, ulong parameter2, ulong parameter3, ulong parameter4)
    {
        Call(KeBugCheckDdis.KeBugCheckEx, (ulong)bugCheckCode, parameter1, parameter2, parameter3, parameter4);
        throw MachineStopped.Instance;
    }

    /// <summary>Raises a status; a caller's try/except may catch it. IRQL: up to APC_LEVEL.</summary>
    [DoesNotReturn]
    public void ExRaiseStatus(NTSTATUS status)
    {
        Call(KeBugCheckDdis.ExRaiseStatus, status.Value);
        throw MachineStopped.Instance;
    }

    /// <summary>Raises STATUS_ACCESS_VIOLATION. IRQL: PASSIVE_LEVEL.</summary>
    [DoesNotReturn]
    public void ExRaiseAccessViolation()
    {
        Call(KeBugCheckDdis.ExRaiseAccessViolation);
        throw MachineStopped.Instance;
    }

    /// <summary>Raises STATUS_DATATYPE_MISALIGNMENT. IRQL: PASSIVE_LEVEL.</summary>
    [DoesNotReturn]
    public void ExRaiseDatatypeMisalignment()
    {
        Call(KeBugCheckDdis.ExRaiseDatatypeMisalignment);
        throw MachineStopped.Instance;
    }

    /// <summary>Raises STATUS_BREAKPOINT: there is no debugger.</summary>
    public void DbgBreakPoint() => Call(KeBugCheckDdis.DbgBreakPoint);
}
