using System.Runtime.InteropServices;

namespace Verifier.Kernel;

/// <summary>
/// Entries of a query table that are reported to a query routine: one named value, or every value of the key. Name and data are in a
/// buffer of the kernel's while the routine runs.
/// </summary>
internal sealed class RegistryReport(Machine machine)
{
    private static readonly PoolTag Tag = "RtlR";

    // What NOVALUE reports: there is neither name nor data.
    private static readonly RegistryValue NoValue = new(string.Empty, REG_TYPE.REG_NONE, []);

    /// <summary>Reports an entry; the result is the first error of the routine, or of the kernel.</summary>
    public IEnumerator<KernelAction> Report(string keyPath, ulong entryAddress, ulong context)
    {
        var values = Values(keyPath, Entry(entryAddress));
        var isMissing = values.Length == 0 && Entry(entryAddress).IsRequired;
        var status = isMissing ? NTSTATUS.STATUS_OBJECT_NAME_NOT_FOUND : NTSTATUS.STATUS_SUCCESS;
        foreach (var value in values)
        {
            yield return KernelAction.Run(Tell(value, entryAddress, context));
            status = new NTSTATUS((uint)machine.Scheduler.Current.Result);
            if (!status.IsSuccess)
            {
                break;
            }

            if ((Entry(entryAddress).Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_DELETE) != 0)
            {
                machine.Registry.Find(keyPath)?.DeleteValue(value.Name);
            }
        }

        machine.Scheduler.Current.Result = status.Value;
    }

    private RtlQueryRegistryTable Entry(ulong address) => new(new Pointer(machine, address));

    /// <summary>The values to report, as they are before the first report.</summary>
    private RegistryValue[] Values(string keyPath, RtlQueryRegistryTable entry)
    {
        var key = machine.Registry.Find(keyPath);
        if ((entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_SUBKEY) == 0 && !entry.Name.IsNull)
        {
            var name = CountedString.ReadTerminated(machine, entry.Name, isWide: true);
            return (key?.Value(name) ?? entry.DefaultOf(machine, name)) is { } value ? [value] : [];
        }

        var noValue = (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_NOVALUE) != 0;
        return noValue ? [NoValue] : [.. key?.Values ?? []];
    }

    /// <summary>Reports one value, or every string of a list.</summary>
    private IEnumerator<KernelAction> Tell(RegistryValue value, ulong entryAddress, ulong context)
    {
        machine.Scheduler.Current.Result = NTSTATUS.STATUS_SUCCESS.Value;
        foreach (var part in Parts(value, Entry(entryAddress)))
        {
            yield return KernelAction.Run(Call(part, entryAddress, context));
            if (!new NTSTATUS((uint)machine.Scheduler.Current.Result).IsSuccess)
            {
                break;
            }
        }
    }

    private IEnumerator<KernelAction> Call(RegistryValue value, ulong entryAddress, ulong context)
    {
        var name = MemoryMarshal.AsBytes((value.Name + '\0').AsSpan()).ToArray();
        var dataOffset = (ulong)(name.Length + 7) & ~7UL;
        var buffer = machine.Pool.AllocateForKernel(POOL_TYPE.PagedPool, dataOffset + (ulong)value.Data.Length, Tag);
        if (buffer == 0)
        {
            machine.Scheduler.Current.Result = NTSTATUS.STATUS_NO_MEMORY.Value;
            yield break;
        }

        try
        {
            machine.Memory.CopyTo(buffer, name);
            machine.Memory.CopyTo(buffer + dataOffset, value.Data);
            var entry = Entry(entryAddress);
            yield return KernelAction.InvokeWithStack(
                RoutineKind.RegistryQuery,
                entry.QueryRoutine,
                ReferenceEquals(value, NoValue) ? 0 : buffer,
                (ulong)value.Type,
                ReferenceEquals(value, NoValue) ? 0 : buffer + dataOffset,
                (ulong)value.Data.Length,
                context,
                entry.EntryContext);
            if ((uint)machine.Scheduler.Current.Result == NTSTATUS.STATUS_BUFFER_TOO_SMALL.Value)
            {
                machine.Scheduler.Current.Result = NTSTATUS.STATUS_SUCCESS.Value;
            }
        }
        finally
        {
            if (!machine.IsStopped)
            {
                machine.Pool.FreeForKernel(buffer);
            }
        }
    }

    /// <summary>
    /// A value as the routine sees it: without NOEXPAND the strings of a REG_MULTI_SZ one by one, and a REG_EXPAND_SZ as REG_SZ. The
    /// machine has no environment variables, so a reference to one stays as it is written.
    /// </summary>
    private static RegistryValue[] Parts(RegistryValue value, RtlQueryRegistryTable entry)
    {
        var isRaw = (entry.Flags & RTL_QUERY_REGISTRY.RTL_QUERY_REGISTRY_NOEXPAND) != 0;
        return (isRaw, value.Type) switch
        {
            (false, REG_TYPE.REG_EXPAND_SZ) => [value with { Type = REG_TYPE.REG_SZ }],
            (false, REG_TYPE.REG_MULTI_SZ) => [.. value.Strings().Select(text => RegistryValue.Of(value.Name, text))],
            _ => [value],
        };
    }
}
