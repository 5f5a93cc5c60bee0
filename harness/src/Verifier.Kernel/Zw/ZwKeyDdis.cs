using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Registry keys and values. IRQL: PASSIVE_LEVEL (facts/pool-and-memory-api.md §7).</summary>
internal static class ZwKeyDdis
{
    private static readonly DdiDeclaration Opening = new()
    {
        Family = DdiFamily.Object,
        Irql = IrqlRule.Passive,
        Failure = FailureContract.InsufficientResources,
        Modelled = "no access checks, no symbolic links, no security",
    };

    private static readonly DdiDeclaration Reading = new()
    {
        Irql = IrqlRule.Passive,
        Parameters =
        [
            Value("KeyHandle"), Value("Index"), Value("InformationClass"), Address("Information"), Value("Length"), Address("ResultLength"),
        ],
    };

    public static readonly Ddi ZwOpenKey = Ddi.Declare(
        "ZwOpenKey",
        Opening with { Parameters = [Address("KeyHandle"), Value("DesiredAccess"), Address("ObjectAttributes")] },
        (machine, a) => Open(machine, a[0], (uint)a[1], a[2]).Value);

    public static readonly Ddi ZwCreateKey = Ddi.Declare(
        "ZwCreateKey",
        Opening with
        {
            Parameters =
            [
                Address("KeyHandle"), Value("DesiredAccess"), Address("ObjectAttributes"), Value("TitleIndex"), Address("Class"),
                Value("CreateOptions"), Address("Disposition"),
            ],
        },
        (machine, a) => Create(machine, a[0], (uint)a[1], a[2], a[6]).Value);

    public static readonly Ddi ZwQueryValueKey = Ddi.Declare(
        "ZwQueryValueKey",
        Reading with
        {
            Parameters =
            [
                Value("KeyHandle"), Address("ValueName"), Value("KeyValueInformationClass"), Address("KeyValueInformation"),
                Value("Length"), Address("ResultLength"),
            ],
        },
        QueryValue);

    public static readonly Ddi ZwSetValueKey = Ddi.Declare(
        "ZwSetValueKey",
        Opening with
        {
            Parameters =
            [
                Value("KeyHandle"), Address("ValueName"), Value("TitleIndex"), Value("Type"), Address("Data"), Value("DataSize"),
            ],
        },
        SetValue);

    public static readonly Ddi ZwDeleteValueKey = Ddi.Declare(
        "ZwDeleteValueKey",
        Opening with { Parameters = [Value("KeyHandle"), Address("ValueName")] },
        DeleteValue);

    public static readonly Ddi ZwDeleteKey = Ddi.Declare(
        "ZwDeleteKey", new() { Irql = IrqlRule.Passive, Parameters = [Value("KeyHandle")] }, DeleteKey);

    public static readonly Ddi ZwEnumerateKey = Ddi.Declare("ZwEnumerateKey", Reading, EnumerateKey);

    public static readonly Ddi ZwEnumerateValueKey = Ddi.Declare("ZwEnumerateValueKey", Reading, EnumerateValue);

    private static NTSTATUS Open(Machine machine, ulong handleOut, uint access, ulong attributes)
    {
        var status = machine.Keys.Open(ObjectAttributes.Read(machine, attributes), access, out var handle);
        if (status.IsSuccess)
        {
            machine.Memory.Write(handleOut, handle);
        }

        return status;
    }

    private static NTSTATUS Create(Machine machine, ulong handleOut, uint access, ulong attributes, ulong dispositionOut)
    {
        var status = machine.Keys.Create(ObjectAttributes.Read(machine, attributes), access, out var handle, out var disposition);
        if (!status.IsSuccess)
        {
            return status;
        }

        machine.Memory.Write(handleOut, handle);
        if (dispositionOut != 0)
        {
            machine.Memory.Write(dispositionOut, (uint)disposition);
        }

        return status;
    }

    private static ulong QueryValue(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.Keys.Find(a[0], out var key);
        if (!status.IsSuccess)
        {
            return status.Value;
        }

        var value = key.Value(ObjectAttributes.ReadName(machine, a[1]));
        return value is null
            ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND.Value
            : KeyBuffers.WriteValue(machine, value, (KEY_VALUE_INFORMATION_CLASS)a[2], new(a[3], (uint)a[4], a[5])).Value;
    }

    private static ulong SetValue(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.Keys.Find(a[0], out var key);
        if (status.IsSuccess)
        {
            var data = new byte[(uint)a[5]];
            machine.Memory.CopyFrom(a[4], data);
            var name = a[1] == 0 ? string.Empty : ObjectAttributes.ReadName(machine, a[1]);
            var value = new RegistryValue(name, (REG_TYPE)a[3], data);
            machine.Outflow.Add(($@"registry value {key.Path}\{value.Name}", data));
            key.Set(value);
        }

        return status.Value;
    }

    private static ulong DeleteValue(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.Keys.Find(a[0], out var key);
        if (!status.IsSuccess)
        {
            return status.Value;
        }

        var deleted = key.DeleteValue(ObjectAttributes.ReadName(machine, a[1]));
        return (deleted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND).Value;
    }

    private static ulong DeleteKey(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.Keys.Find(a[0], out var key);
        if (!status.IsSuccess)
        {
            return status.Value;
        }

        var deleted = key.Subkeys.Count == 0 && key.Parent is { } parent && parent.Delete(key.Name);
        return (deleted ? NTSTATUS.STATUS_SUCCESS : NTSTATUS.STATUS_CANNOT_DELETE).Value;
    }

    private static ulong EnumerateKey(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.Keys.Find(a[0], out var key);
        return !status.IsSuccess ? status.Value
            : (uint)a[1] >= key.Subkeys.Count ? NTSTATUS.STATUS_NO_MORE_ENTRIES.Value
            : KeyBuffers.WriteKey(
                machine, key.Subkeys.ElementAt((int)a[1]), (KEY_INFORMATION_CLASS)a[2], new(a[3], (uint)a[4], a[5])).Value;
    }

    private static ulong EnumerateValue(Machine machine, ReadOnlySpan<ulong> a)
    {
        var status = machine.Keys.Find(a[0], out var key);
        return !status.IsSuccess ? status.Value
            : (uint)a[1] >= key.Values.Count ? NTSTATUS.STATUS_NO_MORE_ENTRIES.Value
            : KeyBuffers.WriteValue(
                machine, key.Values[(int)a[1]], (KEY_VALUE_INFORMATION_CLASS)a[2], new(a[3], (uint)a[4], a[5])).Value;
    }
}
