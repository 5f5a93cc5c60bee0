namespace Verifier.Kernel;

/// <summary>A splay tree: each node that is used becomes the root. The root's parent is the root; its address is in a variable.</summary>
internal sealed class SplayTree(Machine machine, ulong rootVariable) : ISearchTree
{
    private readonly TreeLinks _links = new(machine);

    /// <inheritdoc/>
    public ulong Root
    {
        get => machine.Memory.Read<ulong>(rootVariable);
        private set
        {
            machine.Memory.Write(rootVariable, value);
            if (value != 0)
            {
                _links.SetParent(value, value);
            }
        }
    }

    /// <inheritdoc/>
    public void Insert(ulong parent, bool isRight, ulong node)
    {
        _links.SetChild(node, isRight: false, 0);
        _links.SetChild(node, isRight: true, 0);
        if (parent == 0)
        {
            Root = node;
            return;
        }

        _links.SetChild(parent, isRight, node);
        Found(node);
    }

    /// <inheritdoc/>
    public void Remove(ulong node)
    {
        Found(node);
        var (left, right) = (_links.Child(node, isRight: false), _links.Child(node, isRight: true));
        if (left == 0)
        {
            Root = right;
            return;
        }

        Root = left;
        var last = _links.End(left, isRight: true);
        Found(last);
        _links.SetChild(last, isRight: true, right);
    }

    /// <inheritdoc/>
    public void Found(ulong node)
    {
        for (var parent = _links.Parent(node); parent != node; parent = _links.Parent(node))
        {
            if (_links.Parent(parent) == parent)
            {
                Rotate(node);
            }
            else
            {
                Rotate(_links.IsRightChild(node) == _links.IsRightChild(parent) ? parent : node);
                Rotate(node);
            }
        }

        Root = node;
    }

    /// <inheritdoc/>
    public ulong Next(ulong node) =>
        node != 0 ? _links.Neighbour(node, isNext: true, aboveRoot: 0) : Root is var root and not 0 ? _links.End(root, isRight: false) : 0;

    private void Rotate(ulong node)
    {
        var parent = _links.Parent(node);
        var above = _links.Parent(parent);
        var isRight = above != parent && _links.IsRightChild(parent);
        _links.RotateUp(node);
        if (above == parent)
        {
            _links.SetParent(node, node);
        }
        else
        {
            _links.SetChild(above, isRight, node);
        }
    }
}
