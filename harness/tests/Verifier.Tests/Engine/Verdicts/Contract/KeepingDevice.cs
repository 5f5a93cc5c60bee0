using Verifier.Kernel;
using static Verifier.Kernel.NTSTATUS;

namespace Verifier.Tests.Engine.Verdicts.Contract;

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
