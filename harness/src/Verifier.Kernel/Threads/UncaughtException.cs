namespace Verifier.Kernel;

/// <summary>
/// Stops the machine for an exception that no driver frame caught, with a bug check that depends on the IRQL and the kind of thread
/// (harness/docs/facts/bugchecks.md#what-the-driver-did).
/// </summary>
internal static class UncaughtException
{
    private const ulong FirstPage = 0x1000;

    public static void Stop(Machine machine, Exception exception)
    {
        var (status, address, information) = Describe(exception);
        var routine = machine.Raised?.Exception == exception ? machine.Raised.Value.Routine : machine.CurrentRoutine;
        var irql = machine.Raised?.Exception == exception ? machine.Raised.Value.Irql : machine.Irql;
        machine.CurrentRoutine = routine;
        machine.Uncaught = exception;
        var detail = exception switch
        {
            AccessViolationRaised touched =>
                $"The driver {Verb(touched.Access)} 0x{touched.Address:X}{Near(touched.Address)}; no handler caught {status}.",
            MissingImport missing => missing.Message,
            KernelException => $"{status} was raised and not caught.",
            _ => Managed(exception),
        };
        if (irql >= KIRQL.DISPATCH_LEVEL && status == NTSTATUS.STATUS_ACCESS_VIOLATION)
        {
            machine.BugCheck(Stops.DriverIrqlNotLessOrEqual(address, irql, (MemoryAccess)information, routine), detail);
            return;
        }

        var thread = machine.Scheduler.Current;
        if (irql >= KIRQL.DISPATCH_LEVEL)
        {
            machine.BugCheck(Stops.KernelModeExceptionNotHandled(status, routine, information, address), detail);
        }
        else if (thread.IsSystem)
        {
            machine.BugCheck(Stops.SystemThreadExceptionNotHandled(status, routine, 0, 0), detail);
        }
        else if (machine.Profile.Architecture == Architecture.X64)
        {
            machine.BugCheck(Stops.SystemServiceException(status, routine, 0), detail);
        }
        else
        {
            machine.BugCheck(Stops.KernelModeExceptionNotHandled32(status, routine, 0), detail);
        }
    }

    private static (NTSTATUS Status, ulong Address, ulong Information) Describe(Exception exception) => exception switch
    {
        AccessViolationRaised violation => (NTSTATUS.STATUS_ACCESS_VIOLATION, violation.Address, (ulong)violation.Access),
        KernelException raised => (raised.Status, 0, 0),
        NullReferenceException => (NTSTATUS.STATUS_ACCESS_VIOLATION, 0, 0),
        DivideByZeroException => (NTSTATUS.STATUS_INTEGER_DIVIDE_BY_ZERO, 0, 0),
        OverflowException => (NTSTATUS.STATUS_INTEGER_OVERFLOW, 0, 0),
        IndexOutOfRangeException => (NTSTATUS.STATUS_ARRAY_BOUNDS_EXCEEDED, 0, 0),
        _ => (NTSTATUS.STATUS_UNHANDLED_EXCEPTION, 0, 0),
    };

    private static string Verb(MemoryAccess access) => access switch
    {
        MemoryAccess.Read => "read from",
        MemoryAccess.Write => "wrote to",
        _ => "jumped to",
    };

    // No driver has memory in the first page: such an address is NULL, or NULL plus the offset of a member.
    private static string Near(ulong address) => address switch
    {
        0 => " (NULL)",
        < FirstPage => $" (NULL plus 0x{address:X})",
        _ => string.Empty,
    };

    // The model's own place of failure is worth more to its author than any parameter.
    private static string Managed(Exception exception)
    {
        var frame = new System.Diagnostics.StackTrace(exception, fNeedFileInfo: false).GetFrame(0)?.GetMethod();
        return $"The model threw {exception.GetType().Name} in {frame?.DeclaringType?.Name}.{frame?.Name}: {ExceptionText.MessageOf(exception)}";
    }
}
