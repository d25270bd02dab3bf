"""What several screens share. The only room that knows both Streamlit and the transaction."""
