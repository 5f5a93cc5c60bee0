using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Output for the debugger: whoever watches the machine gets the text; nothing is printed anywhere.</summary>
internal static class RtlDebugDdis
{
    public static readonly Ddi DbgPrint = Ddi.Declare(
        "DbgPrint",
        new() { Parameters = [Address("Format")], Irql = IrqlRule.Dirql, Modelled = "no floating point" },
        (machine, a) => Print(machine, a));

    public static readonly Ddi DbgPrintEx = Ddi.Declare(
        "DbgPrintEx",
        new()
        {
            Parameters = [Value("ComponentId"), Value("Level"), Address("Format")],
            Irql = IrqlRule.Dirql,
            Since = WindowsVersion.WindowsXP,
            Modelled = "every component and level is shown; no floating point",
        },
        (machine, a) => Print(machine, a[2..]));

    public static readonly Ddi RtlAssert = Ddi.DeclareVoid(
        "RtlAssert",
        new() { Parameters = [Address("FailedAssertion"), Address("FileName"), Value("LineNumber"), Address("Message")] },
        Assert);

    private static ulong Print(Machine machine, ReadOnlySpan<ulong> a)
    {
        if (machine.Observer is { } observer)
        {
            var format = CountedString.ReadTerminated(machine, a[0], isWide: false);
            observer.DebugPrinted(new DebugFormat(machine, a[1..].ToArray()).Expand(format));
        }

        return NTSTATUS.STATUS_SUCCESS.Value;
    }

    private static void Assert(Machine machine, ReadOnlySpan<ulong> a)
    {
        var condition = CountedString.ReadTerminated(machine, a[0], isWide: false);
        var file = a[1] == 0 ? string.Empty : CountedString.ReadTerminated(machine, a[1], isWide: false);
        machine.Observer?.DebugPrinted($"*** Assertion failed: {condition}\n***   Source File: {file}, line {(uint)a[2]}\n");
        throw new KernelException(NTSTATUS.STATUS_BREAKPOINT);
    }
}
