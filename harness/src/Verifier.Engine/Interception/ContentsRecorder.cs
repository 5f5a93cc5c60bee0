using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Kernel;

namespace Verifier.Engine.Interception;

/// <summary>Gives uninitialised memory the contents that a plan asks for, and lists who got it.</summary>
internal sealed class ContentsRecorder
{
    private readonly OperationLog _operations;
    private readonly List<HandedOut> _blocks = [];

    // The one allocation whose place a run with other contents is about; null for all.
    private readonly long? _only;

    private ContentsRecorder(OperationLog operations, long? only) => (_operations, _only) = (operations, only);

    /// <summary>The blocks that were handed out.</summary>
    public IReadOnlyList<HandedOut> Blocks => _blocks;

    /// <summary>Sets a machine up; null when nothing is to be listed.</summary>
    /// <param name="memory">The memory that the machine hands out uninitialised.</param>
    /// <param name="operations">The workload's operations.</param>
    /// <param name="contents">The contents that the plan asks for.</param>
    /// <param name="listsAll">Is every allocation to be listed?</param>
    public static ContentsRecorder? Attach(UninitialisedMemory memory, OperationLog operations, OtherContents? contents, bool listsAll)
    {
        if (contents is not null)
        {
            memory.Contents = contents.Of;
        }

        if (!listsAll && contents?.Last is null)
        {
            return null;
        }

        var recorder = new ContentsRecorder(operations, listsAll ? null : contents?.Last);
        memory.Observer = recorder.Note;
        memory.DeviceObserver = recorder.NoteDevice;
        return recorder;
    }

    private void Note(UninitialisedBlock block)
    {
        if (_only is { } only && block.Ordinal != only)
        {
            return;
        }

        var stack = block.Caller is { } driver ? DriverStack.Capture(driver) : DriverStack.Empty;
        _blocks.Add(new HandedOut
        {
            Ordinal = block.Ordinal,
            Kind = block.Kind,
            Address = block.Address,
            Bytes = block.Bytes,
            Tag = block.Tag.Value == 0 ? null : block.Tag.ToString(),
            Ddi = block.Ddi?.Name,
            Operation = _operations.Index,
            Stack = stack,
            Site = stack.Frames.Count == 0 ? 0 : stack.Identity(block.Ddi?.Name ?? block.Kind.ToString()),
        });
    }

    // The latest allocation at an address is the one that has it.
    private void NoteDevice(ulong address, ulong length)
    {
        var at = _blocks.FindLastIndex(b => b.Address < address + length && address < b.Address + b.Bytes);
        if (at >= 0)
        {
            _blocks[at] = _blocks[at] with { IsDeviceWritten = true };
        }
    }
}
