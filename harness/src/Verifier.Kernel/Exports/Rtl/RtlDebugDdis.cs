namespace Verifier.Kernel;

/// <summary>Output for the debugger: the machine's observer gets the text; nothing is printed anywhere.</summary>
internal static class RtlDebugDdis
{
    /// <summary>Prints a format with its arguments for the debugger. IRQL: up to DIRQL.</summary>
    [Ddi(IsVariadic = true, Modelled = "no floating point")]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST)]
    public static NTSTATUS DbgPrint(Machine machine, Pointer format, ReadOnlySpan<ulong> arguments) => Print(machine, format, arguments);

    /// <summary>Prints for a component at a level. IRQL: up to DIRQL.</summary>
    [Ddi(
        IsVariadic = true,
        Since = WindowsVersion.WindowsXP,
        Modelled = "every component and level is shown; no floating point")]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST)]
    public static NTSTATUS DbgPrintEx(
        Machine machine, uint componentId, uint level, Pointer format, ReadOnlySpan<ulong> arguments) => Print(machine, format, arguments);

    /// <summary>As DbgPrintEx with a va_list: the address of the values, eight bytes each. IRQL: up to DIRQL.</summary>
    [Ddi(Since = WindowsVersion.WindowsXP, Modelled = "every component and level is shown; no floating point")]
    [Irql(KIRQL.DEVICE_LEVEL_HIGHEST)]
    public static NTSTATUS vDbgPrintEx(Machine machine, uint componentId, uint level, Pointer format, Pointer arglist)
    {
        Print(machine, format, CrtArguments.List(machine, arglist));
        return NTSTATUS.STATUS_SUCCESS;
    }

    /// <summary>ASSERT of a checked build: a condition that does not hold raises STATUS_BREAKPOINT, as there is no debugger.</summary>
    [Ddi]
    [Irql(KIRQL.HIGH_LEVEL)]
    public static void RtlAssert(
        Machine machine,
        [Parameter(Text = TextArgument.Ansi)] Pointer failedAssertion,
        [Parameter(Text = TextArgument.Ansi)] Pointer fileName,
        uint lineNumber,
        Pointer message = default)
    {
        var condition = CountedString.ReadTerminated(machine, failedAssertion, isWide: false);
        var file = fileName.IsNull ? string.Empty : CountedString.ReadTerminated(machine, fileName, isWide: false);
        machine.Observer?.DebugPrinted($"*** Assertion failed: {condition}\n***   Source File: {file}, line {lineNumber}\n");
        throw new KernelException(NTSTATUS.STATUS_BREAKPOINT);
    }

    private static NTSTATUS Print(Machine machine, ulong format, ReadOnlySpan<ulong> arguments)
    {
        // Nothing is allocated while there is no observer.
        if (machine.Observer is not null)
        {
            Print(machine, format, CrtArguments.Passed(arguments));
        }

        return NTSTATUS.STATUS_SUCCESS;
    }

    private static void Print(Machine machine, ulong format, CrtArguments arguments) =>
        machine.Observer?.DebugPrinted(new CrtFormat(machine, arguments, isWide: false).Expand(format));
}
