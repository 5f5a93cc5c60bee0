namespace Verifier.Kernel;

/// <summary>The tree of a generic table: its nodes are in drivers' memory, and the driver decides about their order.</summary>
internal interface ISearchTree
{
    /// <summary>The root; 0 when the tree is empty.</summary>
    ulong Root { get; }

    /// <summary>Puts a node below another, where it has no child yet; 0 makes it the root.</summary>
    void Insert(ulong parent, bool isRight, ulong node);

    /// <summary>Takes a node out.</summary>
    void Remove(ulong node);

    /// <summary>A node was looked up.</summary>
    void Found(ulong node);

    /// <summary>The next node in order; 0 asks for the first, and is the answer after the last.</summary>
    ulong Next(ulong node);
}
