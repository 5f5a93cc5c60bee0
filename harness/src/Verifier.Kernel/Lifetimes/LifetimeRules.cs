namespace Verifier.Kernel;

/// <summary>
/// What it is when memory goes away that holds an object which the kernel still knows: for pool memory the bug check that Driver Verifier's
/// miscellaneous checks have for it (facts/bugchecks.md §4), otherwise a rule without a documented stop.
/// </summary>
internal static class LifetimeRules
{
    private const ulong TimerInBlock = 0x15;
    private const ulong ResourceInBlock = 0xD2;
    private const ulong ResourceInBlockOld = 0x17;
    private const ulong ListInBlock = 0xCC;
    private const ulong TimerObject = 0;
    private const ulong DpcObject = 1;

    public static void Report(Machine machine, MemoryEnd end, LivingObject found)
    {
        var text = $"{end.Words} with the {found.Noun} at 0x{found.Address:X} in it, {found.State}.";
        Origin[] about = [.. found.Origin is { } made ? [made] : Array.Empty<Origin>(), .. end.By is { } by ? [by] : Array.Empty<Origin>()];
        if (end.Kind == MemoryEndKind.Pool && Documented(machine, end, found, text) is { } violation)
        {
            machine.Violate(violation with { About = about }, DriverVerifierOptions.MiscellaneousChecks);
        }
        else if (end.Kind == MemoryEndKind.Image && found.Family is ObjectFamily.Timer or ObjectFamily.Dpc)
        {
            var what = found.Family == ObjectFamily.Timer ? TimerObject : DpcObject;
            var violated = new ProtocolViolation(
                BugCheckCode.TIMER_OR_DPC_INVALID, what, found.Address, end.Address, end.Address + end.Bytes, text);
            machine.Violate(violated with { About = about });
        }
        else
        {
            machine.Note(new RuleBreach($"{found.Noun} in {Memory(end.Kind)}", text) { About = about });
        }
    }

    private static ProtocolViolation? Documented(Machine machine, MemoryEnd end, LivingObject found, string text) => found.Family switch
    {
        ObjectFamily.Resource when machine.Profile.Version >= WindowsVersion.Vista =>
            Violation(ResourceInBlock, found.Address, end.Address, end.Bytes, text),
        ObjectFamily.Resource => Violation(ResourceInBlockOld, found.Address, (ulong)end.Type, end.Address, text),
        ObjectFamily.Timer => Violation(TimerInBlock, found.Address, (ulong)end.Type, end.Address, text),
        ObjectFamily.LookasideList => Violation(ListInBlock, found.Address, end.Address, end.Bytes, text),
        ObjectFamily.Dpc => new ProtocolViolation(
            BugCheckCode.TIMER_OR_DPC_INVALID, DpcObject, found.Address, end.Address, end.Address + end.Bytes, text),
        ObjectFamily.WorkItem => new ProtocolViolation(BugCheckCode.INVALID_WORK_QUEUE_ITEM, found.Address, 0, 0, 0, text),
        _ => null,
    };

    private static ProtocolViolation Violation(ulong code, ulong p2, ulong p3, ulong p4, string text) =>
        new(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, code, p2, p3, p4, text);

    private static string Memory(MemoryEndKind kind) => kind switch
    {
        MemoryEndKind.Pool => "freed memory",
        MemoryEndKind.Pages => "freed pages",
        MemoryEndKind.LookasideEntry => "a freed entry",
        MemoryEndKind.Stack => "a local variable",
        _ => "an unloaded image",
    };
}
