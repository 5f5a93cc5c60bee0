using System.Collections.Immutable;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Html;

/// <summary>Stacks as a tree: a node is a frame and its caller's node, so that stacks share what they have in common.</summary>
internal sealed class StackTree
{
    private readonly Dictionary<(int Parent, int Frame), int> _nodeIndex = [];
    private readonly Dictionary<(string, string?, int, string?, string, (bool, bool)), int> _frameIndex = [];

    /// <summary>The nodes, callers before callees.</summary>
    public List<(int Parent, int Frame)> Nodes { get; } = [];

    /// <summary>The frames.</summary>
    public List<ReportFrame> Frames { get; } = [];

    /// <summary>The node of a stack's innermost frame; -1 for no stack.</summary>
    public int Add(ImmutableArray<ReportFrame> innermostFirst)
    {
        var node = -1;
        for (var i = innermostFirst.Length - 1; i >= 0; i--)
        {
            node = NodeOf(node, FrameOf(innermostFirst[i]));
        }

        return node;
    }

    private int NodeOf(int parent, int frame)
    {
        if (!_nodeIndex.TryGetValue((parent, frame), out var node))
        {
            node = Nodes.Count;
            _nodeIndex.Add((parent, frame), node);
            Nodes.Add((parent, frame));
        }

        return node;
    }

    private int FrameOf(ReportFrame frame)
    {
        var key = (frame.Routine, frame.File, frame.Line, frame.Path, string.Join('\n', frame.Source), (frame.IsPast, frame.HasChanged));
        if (!_frameIndex.TryGetValue(key, out var index))
        {
            index = Frames.Count;
            _frameIndex.Add(key, index);
            Frames.Add(frame);
        }

        return index;
    }
}
