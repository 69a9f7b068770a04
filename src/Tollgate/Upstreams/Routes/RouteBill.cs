namespace Tollgate.Upstreams.Routes;

/// <summary>How the answers of a route bring the bill of work that was begun by another call.</summary>
internal enum RouteBill : byte
{
    /// <summary>They bring none.</summary>
    None,
    /// <summary>A response of OpenAI's, with its usage once it is finished.</summary>
    Response,
    /// <summary>A batch of OpenAI's, with the usage of all its requests.</summary>
    Batch,
    /// <summary>The file that a batch of OpenAI's, or of its kind, wrote its answers to, one a line: for batches that do not say their usage.</summary>
    AnswerLines,
    /// <summary>The results of a batch of messages, one a line (Anthropic).</summary>
    MessageLines,
    /// <summary>The operation of a batch, with all its answers (Gemini).</summary>
    ContentBatch,
    /// <summary>The file that a batch wrote its answers to, one a line (Gemini).</summary>
    ContentLines,
    /// <summary>A video job of OpenAI's.</summary>
    Video,
    /// <summary>An operation that makes videos (Gemini).</summary>
    VideoOperation,
}
