namespace Verifier.Kernel;

/// <summary>
/// An AVL tree of RTL_BALANCED_LINKS: links and a balance, 1 where the right subtree is deeper. The header in the table is a node whose
/// right child is the root.
/// </summary>
internal sealed class BalancedTree(Machine machine, ulong header) : ISearchTree
{
    private const ulong BalanceOffset = 0x18;
    private const ulong DepthOffset = 0x30;

    private readonly TreeLinks _links = new(machine);

    /// <inheritdoc/>
    public ulong Root => _links.Child(header, isRight: true);

    /// <inheritdoc/>
    public void Insert(ulong parent, bool isRight, ulong node)
    {
        _links.SetChild(node, isRight: false, 0);
        _links.SetChild(node, isRight: true, 0);
        machine.Memory.Write(node + BalanceOffset, 0UL);
        (parent, isRight) = parent == 0 ? (header, true) : (parent, isRight);
        _links.SetChild(parent, isRight, node);
        for (; parent != header; parent = _links.Parent(parent))
        {
            var side = isRight ? 1 : -1;
            var balance = Balance(parent);
            if (balance != 0)
            {
                Shorten(parent, side, balance);
                return;
            }

            SetBalance(parent, side);
            isRight = _links.IsRightChild(parent);
        }

        ChangeDepth(1);
    }

    /// <inheritdoc/>
    public void Remove(ulong node)
    {
        // What leaves its place has at most one child: the node itself, or the next one, which then takes the node's place.
        var hasBoth = _links.Child(node, isRight: false) != 0 && _links.Child(node, isRight: true) != 0;
        var leaving = hasBoth ? _links.End(_links.Child(node, isRight: true), isRight: false) : node;
        var child = _links.Child(leaving, isRight: true) is var right and not 0 ? right : _links.Child(leaving, isRight: false);
        var (parent, isRight) = (_links.Parent(leaving), _links.IsRightChild(leaving));
        _links.SetChild(parent, isRight, child);
        Shrunk(parent, isRight);
        if (leaving != node)
        {
            _links.SetChild(_links.Parent(node), _links.IsRightChild(node), leaving);
            _links.SetChild(leaving, isRight: false, _links.Child(node, isRight: false));
            _links.SetChild(leaving, isRight: true, _links.Child(node, isRight: true));
            SetBalance(leaving, Balance(node));
        }
    }

    /// <inheritdoc/>
    public void Found(ulong node)
    {
    }

    /// <inheritdoc/>
    public ulong Next(ulong node) =>
        node != 0 ? _links.Neighbour(node, isNext: true, header) : Root is var root and not 0 ? _links.End(root, isRight: false) : 0;

    /// <summary>The node before in order; 0 when there is none.</summary>
    public ulong Previous(ulong node) => _links.Neighbour(node, isNext: false, header);

    // One side of a node has become less deep by one.
    private void Shrunk(ulong node, bool isRight)
    {
        while (node != header)
        {
            var side = isRight ? -1 : 1;
            var balance = Balance(node);
            if (balance == 0)
            {
                SetBalance(node, side);
                return;
            }

            if (balance == side)
            {
                node = Rebalance(node, side, out var isShorter);
                if (!isShorter)
                {
                    return;
                }
            }
            else
            {
                SetBalance(node, 0);
            }

            isRight = _links.IsRightChild(node);
            node = _links.Parent(node);
        }

        ChangeDepth(-1);
    }

    // One side of a node that was not even has become deeper.
    private void Shorten(ulong node, int side, int balance)
    {
        if (balance == side)
        {
            Rebalance(node, side, out _);
        }
        else
        {
            SetBalance(node, 0);
        }
    }

    /// <summary>Rotates where one side is deeper by two; the node that is on top then.</summary>
    private ulong Rebalance(ulong node, int side, out bool isShorter)
    {
        var isRight = side > 0;
        var child = _links.Child(node, isRight);
        var balance = Balance(child);
        if (balance != -side)
        {
            isShorter = balance == side;
            Rotate(child);
            SetBalance(node, isShorter ? 0 : side);
            SetBalance(child, isShorter ? 0 : -side);
            return child;
        }

        var inner = _links.Child(child, !isRight);
        var innerBalance = Balance(inner);
        Rotate(inner);
        Rotate(inner);
        SetBalance(node, innerBalance == side ? -side : 0);
        SetBalance(child, innerBalance == -side ? side : 0);
        SetBalance(inner, 0);
        isShorter = true;
        return inner;
    }

    private void Rotate(ulong node)
    {
        var above = _links.Parent(_links.Parent(node));
        var isRight = _links.IsRightChild(_links.Parent(node));
        _links.RotateUp(node);
        _links.SetChild(above, isRight, node);
    }

    private int Balance(ulong node) => machine.Memory.Read<sbyte>(node + BalanceOffset);

    private void SetBalance(ulong node, int balance) => machine.Memory.Write(node + BalanceOffset, (sbyte)balance);

    private void ChangeDepth(int by) => machine.Memory.Write(header + DepthOffset, machine.Memory.Read<int>(header + DepthOffset) + by);
}
