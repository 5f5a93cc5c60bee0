using Verifier.Canaries;
using Verifier.Drivers.InterruptDevice;
using Verifier.Drivers.SpikeNic;
using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

/// <summary>What a keeping device does when memory for a whole item is short.</summary>
public enum Keeping
{
    /// <summary>Takes two halves instead; unload frees all.</summary>
    InHalves,

    /// <summary>Takes two halves instead, and forgets a note each time it does.</summary>
    InHalvesForgetting,

    /// <summary>Fails, and notes the failure in a ring of eight that unload frees.</summary>
    NotedInRing,

    /// <summary>Fails, and notes each failure in a list that unload frees.</summary>
    NotedInList,

    /// <summary>Fails, and notes three failures, then drops them and begins anew; unload frees all.</summary>
    NotedAndDropped,

    /// <summary>Fails, and keeps the first note of all for ever.</summary>
    NotedOnce,

    /// <summary>Fails, and forgets a note of 16 or 64 bytes in turn.</summary>
    ForgottenInTurn,

    /// <summary>Fails, and forgets a note with one of two tags in turn.</summary>
    ForgottenByTwoTags,
}

/// <summary>Keeps every write until it is unloaded, in a block of 8 KB.</summary>
internal sealed class KeepingDevice(Keeping keeping) : PlantedDevice
{
    private const uint Whole = 8192;
    private const uint Half = 4096;
    private const int RingSlots = 8;

    private readonly List<Pointer> _items = [];
    private readonly List<Pointer> _notes = [];
    private int _failures;

    protected override NTSTATUS Write(Pointer data, uint length, out uint done)
    {
        done = length;
        var block = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Whole, Tag);
        if (!block.IsNull)
        {
            _items.Add(block);
            return STATUS_SUCCESS;
        }

        _failures++;
        return keeping is Keeping.InHalves or Keeping.InHalvesForgetting ? InHalves() : Noted();
    }

    protected override void FreeAll()
    {
        _items.ForEach(item => ExFreePoolWithTag(item, Tag));
        _notes.ForEach(note => ExFreePoolWithTag(note, OtherTag));
    }

    private NTSTATUS InHalves()
    {
        var first = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Half, Tag);
        var second = first.IsNull ? Pointer.Null : ExAllocatePoolWithTag(POOL_TYPE.PagedPool, Half, Tag);
        if (second.IsNull)
        {
            if (!first.IsNull)
            {
                ExFreePoolWithTag(first, Tag);
            }

            return STATUS_INSUFFICIENT_RESOURCES;
        }

        _items.AddRange([first, second]);
        if (keeping == Keeping.InHalvesForgetting)
        {
            ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
        }

        return STATUS_SUCCESS;
    }

    private NTSTATUS Noted()
    {
        var bytes = keeping == Keeping.ForgottenInTurn && _failures % 2 == 0 ? 0x40U : 0x10U;
        var tag = keeping == Keeping.ForgottenByTwoTags && _failures % 2 == 0 ? Tag : OtherTag;
        var isWanted = keeping switch
        {
            Keeping.NotedInRing => _notes.Count < RingSlots,
            Keeping.NotedOnce => _failures == 1,
            _ => true,
        };
        if (keeping == Keeping.NotedAndDropped && _notes.Count == 3)
        {
            _notes.ForEach(note => ExFreePoolWithTag(note, OtherTag));
            _notes.Clear();
        }

        var note = isWanted ? ExAllocatePoolWithTag(POOL_TYPE.PagedPool, bytes, tag) : Pointer.Null;
        if (!note.IsNull && keeping is Keeping.NotedInRing or Keeping.NotedInList or Keeping.NotedAndDropped)
        {
            _notes.Add(note);
        }

        return STATUS_INSUFFICIENT_RESOURCES;
    }
}

/// <summary>An adapter that takes a ring of 8 KB at START, or two halves of it; REMOVE frees what it took, or forgets a half.</summary>
internal sealed class RingNic(bool forgets) : SpikeNicDriver
{
    private static readonly PoolTag RingTag = "Ring";

    private readonly List<Pointer> _ring = [];

    public override string Name => "ring-nic";

    protected override NTSTATUS AllocateResources(InterruptExtension extension)
    {
        var whole = ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 8192, RingTag);
        Pointer[] taken = whole.IsNull
            ? [ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 4096, RingTag), ExAllocatePoolWithTag(POOL_TYPE.NonPagedPoolNx, 4096, RingTag)]
            : [whole];
        _ring.AddRange(taken.Where(part => !part.IsNull));
        if (_ring.Count < taken.Length)
        {
            FreeRing();
            return STATUS_INSUFFICIENT_RESOURCES;
        }

        var status = base.AllocateResources(extension);
        if (!NT_SUCCESS(status))
        {
            FreeRing();
        }

        return status;
    }

    protected override void FreeResources(InterruptExtension extension)
    {
        if (forgets && _ring.Count > 1)
        {
            _ring.RemoveAt(1);
        }

        FreeRing();
        base.FreeResources(extension);
    }

    protected override Frame BuildFrame(NicExtension nic)
    {
        var frame = AllocateFrame(nic, EX_POOL_PRIORITY.NormalPoolPriority);
        if (!frame.IsNull)
        {
            CopyFromAdapter(nic, frame.Memory);
        }

        return frame;
    }

    private void FreeRing()
    {
        _ring.ForEach(part => ExFreePoolWithTag(part, RingTag));
        _ring.Clear();
    }
}

/// <summary>Remembers the note of its last failure only, and gives that one back.</summary>
internal sealed class LastNoteCanary : CanaryDriver
{
    public override string Name => "last-note-canary";

    protected override NTSTATUS WithoutCopy(CanaryExtension extension)
    {
        var note = ExAllocatePoolWithTag(POOL_TYPE.PagedPool, 0x20, OtherTag);
        if (!note.IsNull)
        {
            InitializeListHead(extension.Attic);
            InsertTailList(extension.Attic, note);
        }

        return STATUS_INSUFFICIENT_RESOURCES;
    }
}
