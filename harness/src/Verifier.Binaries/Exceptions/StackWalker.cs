using System.Runtime.CompilerServices;
using Verifier.Binaries.Playing;
using Verifier.Kernel;

namespace Verifier.Binaries.Exceptions;

/// <summary>Reads the frames of compiled code, of all images, on the running thread's stack, and remembers those at which an exception was raised.</summary>
internal sealed class StackWalker(Machine machine, NativePlayer player)
{
    private const int MostFrames = 256;

    private readonly Unwinder _unwinder = new(machine, player);
    private ConditionalWeakTable<Exception, Place[]> _raised = [];

    /// <summary>The frames, innermost first.</summary>
    public IReadOnlyList<CodeFrame> Frames() => FramesOf(Walk());

    /// <summary>The frames at the moment when an exception was raised, innermost first; none for an exception that compiled code did not see.</summary>
    public IReadOnlyList<CodeFrame> FramesAt(Exception exception) => _raised.TryGetValue(exception, out var places) ? FramesOf(places) : [];

    /// <summary>An exception is on its way through compiled code: its frames are remembered, the first time.</summary>
    public void NoteRaised(Exception exception)
    {
        if (!_raised.TryGetValue(exception, out _))
        {
            _raised.Add(exception, [.. Walk()]);
        }
    }

    /// <summary>A new run begins.</summary>
    public void Reset() => _raised = [];

    private static CodeFrame[] FramesOf(IEnumerable<Place> places) => [.. places.Select(p => FrameOf(p))];

    private static CodeFrame FrameOf(Place place)
    {
        var location = place.Image.Driver.Locate(place.Rva);
        return new CodeFrame(place.Image.Driver.Name, location.Routine, (int)location.OffsetInRoutine, location.File, location.Line);
    }

    private List<Place> Walk()
    {
        var places = new List<Place>();
        for (var call = player.Innermost; call is not null; call = call.Outer)
        {
            if (call.HasStarted)
            {
                Walk(call, places);
            }
        }

        return places;
    }

    private void Walk(Invocation call, List<Place> places)
    {
        var registers = call.Registers(machine);
        var isAtInstruction = call.IsAtInstruction;
        var hasCaller = true;
        for (var i = 0; i < MostFrames && hasCaller; i++)
        {
            // A return address is behind the call: the line of the call is that of the byte before.
            var rip = isAtInstruction ? registers.Rip : registers.Rip - 1;
            if (player.ImageAt(rip) is { } image)
            {
                places.Add(new Place(image, image.RvaOf(rip)));
            }

            hasCaller = _unwinder.TryUnwind(ref registers, isAtInstruction, out _);
            isAtInstruction = false;
        }
    }

    private readonly record struct Place(CompiledImage Image, uint Rva);
}
