using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>The Rtl registry routines. IRQL: PASSIVE_LEVEL.</summary>
internal static class RtlRegistryDdis
{
    private static readonly DdiDeclaration OnKey = new() { Irql = IrqlRule.Passive, Parameters = [Value("RelativeTo"), Address("Path")] };

    public static readonly Ddi RtlQueryRegistryValues = Ddi.Declare(
        "RtlQueryRegistryValues",
        OnKey with
        {
            Family = DdiFamily.Object,
            Parameters = [Value("RelativeTo"), Address("Path"), Address("QueryTable"), Address("Context"), Address("Environment")],
            Failure = new(FailureShape.Status, NTSTATUS.STATUS_NO_MEMORY),
            Modelled = "no environment: variables in a REG_EXPAND_SZ stay as they are written",
        },
        (machine, a) => machine.RegistryQuery.Read((uint)a[0], a[1], a[2], a[3]));

    public static readonly Ddi RtlCheckRegistryKey = Ddi.Declare(
        "RtlCheckRegistryKey", OnKey, (machine, a) => Check(machine, (uint)a[0], a[1]));

    public static readonly Ddi RtlCreateRegistryKey = Ddi.Declare(
        "RtlCreateRegistryKey",
        OnKey with { Family = DdiFamily.Object, Failure = FailureContract.InsufficientResources },
        (machine, a) => FindOrCreate(machine, a, out _).Value);

    public static readonly Ddi RtlWriteRegistryValue = Ddi.Declare(
        "RtlWriteRegistryValue",
        OnKey with
        {
            Family = DdiFamily.Object,
            Parameters =
            [
                Value("RelativeTo"), Address("Path"), Address("ValueName"), Value("ValueType"), Address("ValueData"), Value("ValueLength"),
            ],
            Failure = FailureContract.InsufficientResources,
        },
        Write);

    public static readonly Ddi RtlDeleteRegistryValue = Ddi.Declare(
        "RtlDeleteRegistryValue",
        OnKey with { Parameters = [Value("RelativeTo"), Address("Path"), Address("ValueName")] },
        Delete);

    // A handle is closed by being checked, which the page of the routine warns of.
    private static IEnumerator<KernelAction> Check(Machine machine, uint relativeTo, ulong path)
    {
        var status = machine.RegistryQuery.FindKey(relativeTo, path, out _);
        if (status.IsSuccess && ((RTL_REGISTRY)relativeTo & RTL_REGISTRY.RTL_REGISTRY_HANDLE) != 0)
        {
            yield return KernelAction.Run(machine.Handles.Close(path));
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    private static ulong Write(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = FindOrCreate(machine, a, out var key);
        if (status.IsSuccess)
        {
            var data = new byte[(uint)a[5]];
            machine.Memory.CopyFrom(a[4], data);
            var value = new RegistryValue(CountedString.ReadTerminated(machine, a[2], isWide: true), (REG_TYPE)a[3], data);
            machine.Outflow.Add(($@"registry value {key.Path}\{value.Name}", data));
            key.Set(value);
        }

        return status.Value;
    }

    private static ulong Delete(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.RegistryQuery.FindKey((uint)a[0], a[1], out var key);
        if (!status.IsSuccess)
        {
            return status.Value;
        }

        var deleted = key.DeleteValue(CountedString.ReadTerminated(machine, a[2], isWide: true));
        return (deleted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND).Value;
    }

    // Only the last key of a path is made; the others must be there.
    private static NTSTATUS FindOrCreate(Machine machine, ReadOnlySpan<ulong> a, out RegistryKey key)
    {
        var status = machine.RegistryQuery.FindKey((uint)a[0], a[1], out key);
        if (status != NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND || machine.RegistryQuery.PathOf((uint)a[0], a[1]) is not { } path
            || !machine.Registry.TryFindParent(path, from: null, out var parent, out var name))
        {
            return status;
        }

        key = parent.Create(name);
        return NTSTATUS.STATUS_SUCCESS;
    }
}
