namespace Verifier.Kernel;

/// <summary>
/// Reports that memory goes away which holds an object that the kernel still knows: for pool memory the bug check that Driver Verifier's
/// miscellaneous checks have for it (harness/docs/facts/bugchecks.md#driver-verifier-rules), otherwise a rule without a documented stop.
/// </summary>
internal static class LifetimeRules
{
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
            var stop = found.Family == ObjectFamily.Timer
                ? Stops.TimerOrDpc.TimerInMemory(found.Address, end.Address, end.Address + end.Bytes)
                : Stops.TimerOrDpc.DpcInMemory(found.Address, end.Address, end.Address + end.Bytes);
            machine.Violate(new ProtocolViolation(stop, text) { About = about });
        }
        else
        {
            machine.Note(new RuleBreach($"{found.Noun} in {Memory(end.Kind)}", text) { About = about });
        }
    }

    private static ProtocolViolation? Documented(Machine machine, MemoryEnd end, LivingObject found, string text) => found.Family switch
    {
        ObjectFamily.Resource when machine.Profile.Version >= WindowsVersion.Vista =>
            new ProtocolViolation(Stops.DriverVerifier.ResourceInBlock(found.Address, end.Address, end.Bytes), text),
        ObjectFamily.Resource => new ProtocolViolation(Stops.DriverVerifier.ResourceInBlockOld(found.Address, end.Type, end.Address), text),
        ObjectFamily.Timer => new ProtocolViolation(Stops.DriverVerifier.TimerInBlock(found.Address, end.Type, end.Address), text),
        ObjectFamily.LookasideList =>
            new ProtocolViolation(Stops.DriverVerifier.LookasideInBlock(found.Address, end.Address, end.Bytes), text),
        ObjectFamily.Dpc => new ProtocolViolation(Stops.TimerOrDpc.DpcInMemory(found.Address, end.Address, end.Address + end.Bytes), text),
        ObjectFamily.WorkItem => new ProtocolViolation(Stops.InvalidWorkQueueItem(found.Address, 0, 0, 0), text),
        _ => null,
    };

    private static string Memory(MemoryEndKind kind) => kind switch
    {
        MemoryEndKind.Pool => "freed memory",
        MemoryEndKind.Pages => "freed pages",
        MemoryEndKind.LookasideEntry => "a freed entry",
        MemoryEndKind.Stack => "a local variable",
        _ => "an unloaded image",
    };
}
