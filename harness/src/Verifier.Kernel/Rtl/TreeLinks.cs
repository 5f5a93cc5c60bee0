namespace Verifier.Kernel;

/// <summary>
/// A binary tree in drivers' memory whose nodes begin with three links, as RTL_SPLAY_LINKS and RTL_BALANCED_LINKS do: parent, left child,
/// right child.
/// </summary>
internal readonly struct TreeLinks(Machine machine)
{
    private const ulong LeftOffset = 8;
    private const ulong RightOffset = 16;

    public ulong Parent(ulong node) => machine.Memory.Read<ulong>(node);

    public ulong Child(ulong node, bool isRight) => machine.Memory.Read<ulong>(node + (isRight ? RightOffset : LeftOffset));

    public bool IsRightChild(ulong node) => Child(Parent(node), isRight: true) == node;

    public void SetParent(ulong node, ulong parent) => machine.Memory.Write(node, parent);

    /// <summary>Puts a child on one side; 0 is none.</summary>
    public void SetChild(ulong node, bool isRight, ulong child)
    {
        machine.Memory.Write(node + (isRight ? RightOffset : LeftOffset), child);
        if (child != 0)
        {
            SetParent(child, node);
        }
    }

    /// <summary>Moves a node above its parent. The link from above to the node is the caller's to set.</summary>
    public void RotateUp(ulong node)
    {
        var parent = Parent(node);
        var isRight = IsRightChild(node);
        SetChild(parent, isRight, Child(node, !isRight));
        SetChild(node, !isRight, parent);
    }

    /// <summary>The outermost node of a tree on one side.</summary>
    public ulong End(ulong node, bool isRight)
    {
        while (Child(node, isRight) is var child and not 0)
        {
            node = child;
        }

        return node;
    }

    /// <summary>The next node in order, or the one before; 0 when there is none. The parent of the root is given.</summary>
    public ulong Neighbour(ulong node, bool isNext, ulong aboveRoot)
    {
        if (Child(node, isNext) is var child and not 0)
        {
            return End(child, !isNext);
        }

        for (var parent = Parent(node); parent != aboveRoot && parent != node; parent = Parent(node))
        {
            if (Child(parent, !isNext) == node)
            {
                return parent;
            }

            node = parent;
        }

        return 0;
    }
}
