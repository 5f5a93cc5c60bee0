namespace Verifier.Kernel;

/// <summary>
/// KDEVICE_QUEUE: a busy flag and a list of KDEVICE_QUEUE_ENTRYs in simulated memory (harness/docs/facts/io.md#structure-layouts).
/// </summary>
internal static class DeviceQueue
{
    public const int Bytes = 0x28;

    /// <summary>The list of entries.</summary>
    public const ulong ListHead = 0x08;

    private const ulong Busy = 0x20;
    private const ulong SortKey = 0x10;
    private const ulong Inserted = 0x14;
    private const short DeviceQueueObject = 20;

    public static void Initialize(Machine machine, ulong queue)
    {
        machine.Memory.Write(queue, DeviceQueueObject);
        machine.Memory.Write(queue + 0x02, (short)Bytes);
        machine.Memory.Write(queue + ListHead, queue + ListHead);
        machine.Memory.Write(queue + ListHead + 8, queue + ListHead);
        machine.Memory.Write(queue + Busy, (byte)0);
    }

    /// <summary>
    /// KeInsertDeviceQueue: false, and not queued but now busy, when the queue was idle. With a key, before the first larger one; without, at the
    /// end, and the entry's SortKey stays what it was.
    /// </summary>
    public static bool Insert(Machine machine, ulong queue, ulong entry, uint? key)
    {
        var memory = machine.Memory;
        if (key is { } given)
        {
            memory.Write(entry + SortKey, given);
        }

        if (memory.Read<byte>(queue + Busy) == 0)
        {
            memory.Write(queue + Busy, (byte)1);
            memory.Write(entry + Inserted, (byte)0);
            return false;
        }

        var head = queue + ListHead;
        var next = head;
        if (key is { } wanted)
        {
            next = memory.Read<ulong>(head);
            while (next != head && memory.Read<uint>(next + SortKey) <= wanted)
            {
                next = memory.Read<ulong>(next);
            }
        }

        InsertBefore(memory, next, entry);
        memory.Write(entry + Inserted, (byte)1);
        return true;
    }

    /// <summary>It is an error to remove from a queue that is not busy ("KeRemoveDeviceQueue function (wdm.h)").</summary>
    public static void RequireBusy(Machine machine, ulong queue)
    {
        if (machine.Memory.Read<byte>(queue + Busy) == 0)
        {
            machine.Note(new RuleBreach(
                "removal from an idle device queue", $"An entry is removed from the device queue at 0x{queue:X}, which is not busy."));
        }
    }

    /// <summary>KeRemoveDeviceQueue: the first entry, or 0 and the queue is idle from now on.</summary>
    public static ulong Remove(Machine machine, ulong queue)
    {
        var first = machine.Memory.Read<ulong>(queue + ListHead);
        return first == queue + ListHead ? SetIdle(machine, queue) : Take(machine.Memory, first);
    }

    /// <summary>KeRemoveByKeyDeviceQueue: the first entry whose key is not smaller, or the first of all.</summary>
    public static ulong RemoveByKey(Machine machine, ulong queue, uint key)
    {
        var memory = machine.Memory;
        var head = queue + ListHead;
        var first = memory.Read<ulong>(head);
        if (first == head)
        {
            return SetIdle(machine, queue);
        }

        var at = first;
        while (at != head && memory.Read<uint>(at + SortKey) < key)
        {
            at = memory.Read<ulong>(at);
        }

        return Take(memory, at == head ? first : at);
    }

    /// <summary>KeRemoveEntryDeviceQueue: false when it was not queued.</summary>
    public static bool RemoveEntry(Machine machine, ulong entry)
    {
        if (machine.Memory.Read<byte>(entry + Inserted) == 0)
        {
            return false;
        }

        Take(machine.Memory, entry);
        return true;
    }

    private static ulong SetIdle(Machine machine, ulong queue)
    {
        machine.Memory.Write(queue + Busy, (byte)0);
        return 0;
    }

    private static ulong Take(VirtualMemory memory, ulong entry)
    {
        var (next, previous) = (memory.Read<ulong>(entry), memory.Read<ulong>(entry + 8));
        memory.Write(previous, next);
        memory.Write(next + 8, previous);
        memory.Write(entry + Inserted, (byte)0);
        return entry;
    }

    private static void InsertBefore(VirtualMemory memory, ulong next, ulong entry)
    {
        var previous = memory.Read<ulong>(next + 8);
        memory.Write(entry, next);
        memory.Write(entry + 8, previous);
        memory.Write(previous, entry);
        memory.Write(next + 8, entry);
    }
}
